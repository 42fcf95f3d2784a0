/** A notebook to begin with. */
export interface Template {
  readonly name: string;
  /** What it is for, on the gallery's card and in `--help`. */
  readonly words: string;
  /** Its files beside this one, and what follows the notebook's name in theirs. */
  readonly files: readonly {
    readonly suffix: string;
    readonly source: string;
  }[];
}

/**
 * The templates. They lie here as texts, so that the registry takes their
 * imports for what they are: a notebook's, not the library's. TITLE and NAME
 * stand for the notebook's.
 */
export const templates: readonly Template[] = [
  {
    name: "blank",
    words: "A question, a slider, a picture",
    files: [{ suffix: ".ts", source: "blank.txt" }],
  },
  {
    name: "teacher-student",
    words: "A network learns what another computes",
    files: [{ suffix: ".ts", source: "teacher_student.txt" }],
  },
  {
    name: "own-data",
    words: "A network learns from your table",
    files: [
      { suffix: ".ts", source: "own_data.txt" },
      { suffix: ".csv", source: "own_data_table.txt" },
    ],
  },
  {
    name: "lesson",
    words: "Exercises with answers to unfold",
    files: [{ suffix: ".ts", source: "lesson.txt" }],
  },
];
