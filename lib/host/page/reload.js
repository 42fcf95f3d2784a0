// Loads the page again once its notebook was saved (lib/host/server/changes.ts),
// and says so when the server is gone, until it is back.
(() => {
  const script = document.currentScript;
  const { notebook, version } = script.dataset;
  const longest = 5000;
  const notice = document.createElement("p");
  notice.className = "lost";
  notice.setAttribute("role", "status");

  function say(words) {
    notice.textContent = words;
    if (words === "") notice.remove();
    else if (document.body) document.body.append(notice);
  }

  function connect(token) {
    const query = new URLSearchParams({ token, notebook, version });
    const socket = new WebSocket(`ws://${location.host}/changes?${query}`);
    socket.onopen = () => say("");
    socket.onmessage = () => location.reload();
    socket.onclose = () => retry(250);
  }

  // A server that was started again has another token: its page tells.
  async function retry(wait) {
    say("The server is gone: what is saved is not followed. Trying again …");
    await new Promise((resolve) => setTimeout(resolve, wait));
    try {
      const answer = await fetch(location.pathname, { cache: "no-store" });
      const page = new DOMParser()
        .parseFromString(await answer.text(), "text/html");
      const { dataset } = page.querySelector("script[data-token]");
      if (dataset.version === version) connect(dataset.token);
      else location.reload();
    } catch {
      retry(Math.min(2 * wait, longest));
    }
  }

  connect(script.dataset.token);
})();
