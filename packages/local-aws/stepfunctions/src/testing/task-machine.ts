/** For tests: a machine of one Task state. */
export const taskMachine = (Resource: string, fields: object): object => ({
  StartAt: 'S',
  States: { S: { Type: 'Task', Resource, End: true, ...fields } },
});
