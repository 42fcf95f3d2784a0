import { css } from "../css.ts";

/** The page of all notebooks. */
export const gallery: string = css`
  .gallery {
    max-width: 68rem;
    margin: 0 auto;
    padding: 1rem 1.5rem 4rem;
  }
  .gallery main {
    margin-top: 2rem;
  }
  .gallery .about {
    max-width: 44rem;
    margin: 0.6rem 0 0;
    color: var(--muted);
  }
  .cards {
    list-style: none;
    margin: 1.2rem 0 0;
    padding: 0;
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(19rem, 100%), 1fr));
    gap: 1.5rem;
  }
  .card {
    position: relative;
    border: 1px solid var(--line);
    border-radius: 8px;
    padding: 0 1rem 0.8rem;
    overflow: hidden;
  }
  .card:hover {
    border-color: var(--muted);
  }
  .card h2 {
    margin: 0.8rem 0 0.2rem;
    font-size: 1rem;
  }
  .card h2 a {
    color: inherit;
    text-decoration: none;
  }
  .card h2 a::after {
    content: "";
    position: absolute;
    inset: 0;
  }
  .card p {
    margin: 0;
    font-size: 0.875rem;
    line-height: 1.45;
  }
  .card .minutes {
    margin-top: 0.4rem;
    color: var(--muted);
    font-size: 0.75rem;
  }
  .card.new {
    border-style: dashed;
  }
  .card.new form {
    display: grid;
    align-content: start;
    gap: 0.7rem;
    padding-top: 0.3rem;
  }
  .card.new label {
    display: grid;
    gap: 0.2rem;
    font-size: 0.8125rem;
    color: var(--muted);
  }
  .card.new :is(input, select, button) {
    font: inherit;
    font-size: 0.875rem;
    color: var(--ink);
    background: var(--surface);
    border: 1px solid var(--edge);
    border-radius: 4px;
    padding: 0.4rem 0.5rem;
    width: 100%;
    box-sizing: border-box;
  }
  .card.new button {
    justify-self: start;
    width: auto;
    padding: 0.4rem 1rem;
    cursor: pointer;
  }
  .card.new .refused:empty {
    display: none;
  }
  .thumbnail {
    margin: 0 -1rem;
    aspect-ratio: 3 / 2;
    background: var(--panel);
    border-bottom: 1px solid var(--line);
    overflow: hidden;
  }
  .thumbnail:has(img) {
    background: var(--surface);
  }
  .thumbnail > span {
    display: grid;
    place-items: center;
    height: 100%;
    padding: 1rem;
    text-align: center;
    font-size: 1.1rem;
    color: var(--muted);
  }
  .thumbnail > img {
    display: block;
    width: 100%;
    height: 100%;
    object-fit: contain;
  }
  /* Pictures are drawn for light; colors keep their hue. */
  :root[data-theme="dark"] .thumbnail > img {
    filter: invert(0.88) hue-rotate(180deg);
  }
  @media (prefers-color-scheme: dark) {
    :root[data-theme="auto"] .thumbnail > img {
      filter: invert(0.88) hue-rotate(180deg);
    }
  }
`;
