export { absorptionOf } from './property';
export { type FilmMaterial, type FilmSettings, filmProblem, indexOf, siliconFilm } from './settings';
export { filmSimulation } from './simulation';
export { FilmSimulator } from './simulator';
