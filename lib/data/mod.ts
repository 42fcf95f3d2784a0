/**
 * Datasets: from arrays, from a teacher network, from CSV files, and toy sets;
 * how many of them a network classifies.
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
  type Column,
  type NumberColumn,
  parseCsv,
  type Table,
  tableColumn,
  type TextColumn,
} from "./csv.ts";
export {
  type TableDatasets,
  tableToDataset,
  type TableToDatasetOptions,
} from "./table_to_dataset.ts";
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
