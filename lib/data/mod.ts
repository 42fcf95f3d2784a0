/**
 * Datasets: from arrays, from a teacher network, from tables, and toy sets;
 * arrays of IDX files; how many samples a network classifies.
 *
 * @module
 */
export { type Dataset, dataset, type DatasetOptions } from "./dataset.ts";
export {
  teacherStudent,
  type TeacherStudentDataset,
  type TeacherStudentOptions,
} from "./teacher_student.ts";
export {
  type Bin,
  type Column,
  type ColumnFacts,
  type ColumnSummary,
  type DateColumn,
  type NumberColumn,
  readTable,
  type ReadTableOptions,
  summarizeTable,
  type Table,
  tableColumn,
  type TableDatasets,
  tableToDataset,
  type TableToDatasetOptions,
  type Task,
  type TextColumn,
  type Usable,
  usableInputs,
} from "./table/mod.ts";
export {
  type Classification,
  classify,
  decisionGrid,
  type DecisionGridOptions,
} from "./classification.ts";
export {
  nonLinearlySeparableData,
  type NonLinearlySeparableOptions,
} from "./non_linearly_separable.ts";
export { type IdxArray, parseIdx } from "./idx.ts";
export { accuracy, accuracyOf } from "./accuracy.ts";
export {
  gaussHermiteData,
  type GaussHermiteDataOptions,
} from "./gauss_hermite_data.ts";
export {
  type ToySet,
  toySet,
  toySetNames,
  type ToySetOptions,
  toySetOptions,
} from "./toy_set.ts";
export {
  type LogitImages,
  logitImages,
  type LogitImagesOptions,
  logitImagesOptions,
  pixelsOf,
} from "./logit_images.ts";
export {
  type TableSamples,
  tableToSamples,
  type TableToSamplesOptions,
  tableToSamplesOptions,
} from "./table_to_samples.ts";
export {
  type MixedSounds,
  mixedSounds,
  type MixedSoundsOptions,
  mixedSoundsOptions,
} from "./mixed_sounds.ts";
