export { plumb } from './plumb.ts';
