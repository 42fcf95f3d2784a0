import type { Report } from "../headless/report.ts";
import type { Rooms } from "../room.ts";
import type { InputTexts } from "../headless/run_notebook.ts";

/** What a notebook is run for. */
export interface Task {
  /** Path of its file. */
  readonly notebook: string;
  /** All that it shows, the files that it reads, or a small picture of it. */
  readonly want: "page" | "files" | "thumbnail";
  /** Values for its inputs, by label. */
  readonly set: InputTexts;
  /** The folder of kept results, if it may use them. */
  readonly cache?: string;
}

/** What came of it, by what it was run for. */
export interface Answer {
  readonly report: Report;
  /** "page": the notebook's title. */
  readonly title?: string;
  /** "page": what stands in the body of the document. */
  readonly body?: string;
  /** "files": files in base64, by the path that it named. */
  readonly files?: Readonly<Record<string, string>>;
  /** "files", "thumbnail": the room that its figures take. */
  readonly rooms?: Rooms;
  /** "thumbnail": the picture, if there is a figure. */
  readonly svg?: string | undefined;
}
