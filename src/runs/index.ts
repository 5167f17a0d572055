// What a notebook uses of this room. Modules of src/ import from each other's files instead.
export { breathe, type Progress, type RunControl, throwIfInterrupted } from './control';
export { InputError, Interrupted } from './errors';
export { makeFolder, readFile, repositoryRoot, sha256, writeFile } from './files';
export { type Hdf5Array, type Hdf5Content, readHdf5, writeHdf5 } from './hdf5';
export { defaultWorkers, WorkerPool } from './pool';
