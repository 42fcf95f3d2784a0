// Loads the page again once its notebook was saved; see lib/host/server/changes.ts.
{
  const { token, notebook, version } = document.currentScript.dataset;
  const query = new URLSearchParams({ token, notebook, version });
  const socket = new WebSocket(`ws://${location.host}/changes?${query}`);
  socket.onmessage = () => location.reload();
}
