// Runs before the page is drawn, so that no other colors flash up.
{
  const names = {
    auto: "Colors: auto",
    light: "Colors: light",
    dark: "Colors: dark",
  };
  const words = {
    auto: "Colors follow the system",
    light: "Light colors",
    dark: "Dark colors",
  };
  const order = Object.keys(names);
  let theme = "auto";
  try {
    theme = localStorage.getItem("thalweg-theme") ?? "auto";
  } catch {
    // Storage may be switched off; the choice then lasts as long as the page.
  }
  if (!order.includes(theme)) theme = "auto";
  document.documentElement.dataset.theme = theme;

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    if (!button) return;
    button.hidden = false;
    show();
    button.addEventListener("click", () => {
      theme = order[(order.indexOf(theme) + 1) % order.length];
      document.documentElement.dataset.theme = theme;
      show();
      try {
        localStorage.setItem("thalweg-theme", theme);
      } catch {
        // See above.
      }
    });

    function show() {
      button.textContent = names[theme];
      button.setAttribute(
        "aria-label",
        `${names[theme]}: ${words[theme]}; press to change`,
      );
      button.title = words[theme];
    }
  });
}
