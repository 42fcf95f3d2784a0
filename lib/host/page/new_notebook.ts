/**
 * The gallery's card that begins a notebook, where there is one: asks the server
 * for it and opens it, or says why there is none.
 */
export function bindNewNotebook(): void {
  const form = document.querySelector<HTMLFormElement>("#new");
  const refused = form?.querySelector(".refused");
  form?.querySelector("button")?.toggleAttribute("disabled", false);
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const words = await begin(form).catch((error: Error) => error.message);
    refused!.textContent = words ?? "";
  });
}

/** Opens what was begun, or answers why it was not. */
async function begin(form: HTMLFormElement): Promise<string | undefined> {
  const response = await fetch("new", {
    method: "POST",
    headers: { "x-thalweg-token": form.dataset.token! },
    body: JSON.stringify(Object.fromEntries(new FormData(form))),
  });
  if (response.status !== 201) return await response.text();
  const { name } = await response.json();
  location.assign(`notebooks/${encodeURIComponent(name)}`);
}
