// Loads the page again once its notebook was saved (lib/host/server/changes.ts),
// and says so when the server is gone, until it is back. A notebook that cannot
// be built is told of: what is shown stays.
(() => {
  const script = document.currentScript;
  const { notebook, version } = script.dataset;
  const longest = 5000;
  const notice = document.createElement("div");
  notice.className = "lost";
  notice.setAttribute("role", "status");

  function say(words, more = "") {
    const text = document.createElement("pre");
    text.textContent = more;
    notice.replaceChildren(words, ...more === "" ? [] : [text]);
    if (words === "") notice.remove();
    else if (document.body) document.body.append(notice);
  }

  // Who edits the notebook may have something to say first: lib/host/page/edit.
  function follow(detail) {
    const event = new CustomEvent("thalweg-changed", {
      cancelable: true,
      detail,
    });
    if (!document.dispatchEvent(event)) return;
    const { status, message } = detail;
    const shown = document.getElementById("notebook");
    if (status === "same") say("");
    else if (status === "failed" && shown) {
      say(
        `${notebook}.ts cannot be built; this is what it was before.`,
        message,
      );
    } else location.reload();
  }

  function connect(token) {
    script.dataset.token = token;
    const query = new URLSearchParams({ token, notebook, version });
    const socket = new WebSocket(`ws://${location.host}/changes?${query}`);
    socket.onopen = () => say("");
    socket.onmessage = ({ data }) => follow(JSON.parse(data));
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
      connect(page.querySelector("script[data-token]").dataset.token);
    } catch {
      retry(Math.min(2 * wait, longest));
    }
  }

  connect(script.dataset.token);
})();
