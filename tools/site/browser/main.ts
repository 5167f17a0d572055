import { drawFigures } from './figures';
import { offerMenu } from './menu';
import { offerSearch } from './search';
import { offerTheme } from './theme';

offerTheme();
offerMenu();
offerSearch();
drawFigures();
