// A fragment, which names inputs, is not sent to the server: the link takes it on.
document.getElementById("door").hash = location.hash;
