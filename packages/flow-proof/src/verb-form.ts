/** The words of a PascalCase name: `PlaceOrder` is `Place`, `Order`. */
const words = (name: string): readonly string[] => name.match(/[A-Z][a-z0-9]*/g) ?? [];

/** Past participles that do not end in -ed; the names of events and commands rarely use others. */
const IRREGULAR: ReadonlySet<string> = new Set([
  ...[
    'Bought',
    'Brought',
    'Built',
    'Chosen',
    'Done',
    'Fallen',
    'Found',
    'Given',
    'Gone',
    'Held',
    'Kept',
    'Left',
    'Lent',
    'Lost',
    'Made',
    'Met',
  ],
  ...[
    'Paid',
    'Put',
    'Quit',
    'Read',
    'Run',
    'Said',
    'Seen',
    'Sent',
    'Set',
    'Shown',
    'Shut',
    'Sold',
    'Spent',
    'Split',
    'Spoken',
    'Stolen',
    'Taken',
  ],
  ...[
    'Taught',
    'Thrown',
    'Told',
    'Understood',
    'Withdrawn',
    'Won',
    'Written',
    'Begun',
    'Broken',
    'Cut',
    'Driven',
    'Drawn',
    'Fed',
    'Forgotten',
    'Grown',
  ],
]);

/** Words that end in -ed and are not participles. */
const NOT_PAST: ReadonlySet<string> = new Set([
  'Bed',
  'Embed',
  'Exceed',
  'Feed',
  'Need',
  'Proceed',
  'Red',
  'Seed',
  'Speed',
  'Succeed',
  'Wed',
]);

/** Verbs whose form is the same in the past, so that the form alone tells nothing. */
const SAME_FORM: ReadonlySet<string> = new Set(['Cut', 'Put', 'Quit', 'Read', 'Set', 'Shut', 'Split']);

const isParticiple = (word: string): boolean => IRREGULAR.has(word) || (/ed$/.test(word) && !NOT_PAST.has(word));

/** Whether a name is a fact: its last word is a past participle, such as `OrderPlaced`. */
export const isPast = (name: string): boolean => {
  const last = words(name).at(-1) ?? '';
  return isParticiple(last) && !(SAME_FORM.has(words(name)[0] ?? '') && words(name).length > 1);
};

/** Verbs with which commands begin. A name that begins with one of them and does not end in a participle is an intent. */
const VERBS: ReadonlySet<string> = new Set([
  ...[
    'Accept',
    'Add',
    'Allocate',
    'Approve',
    'Arrange',
    'Assign',
    'Authorize',
    'Begin',
    'Book',
    'Build',
    'Buy',
    'Calculate',
    'Cancel',
    'Capture',
    'Change',
  ],
  ...[
    'Charge',
    'Check',
    'Choose',
    'Clear',
    'Close',
    'Collect',
    'Complete',
    'Confirm',
    'Create',
    'Decline',
    'Delete',
    'Deliver',
    'Deny',
    'Dispatch',
    'Do',
  ],
  ...[
    'Enable',
    'Disable',
    'Fail',
    'Finish',
    'Generate',
    'Give',
    'Hold',
    'Import',
    'Export',
    'Invite',
    'Issue',
    'Make',
    'Mark',
    'Merge',
    'Move',
    'Notify',
  ],
  ...[
    'Open',
    'Pay',
    'Place',
    'Prepare',
    'Process',
    'Publish',
    'Receive',
    'Record',
    'Refund',
    'Register',
    'Reject',
    'Release',
    'Remove',
    'Rename',
    'Replace',
  ],
  ...[
    'Reserve',
    'Reset',
    'Resume',
    'Retry',
    'Schedule',
    'Send',
    'Set',
    'Ship',
    'Show',
    'Start',
    'Stop',
    'Store',
    'Submit',
    'Suspend',
    'Take',
    'Tell',
  ],
  ...['Transfer', 'Translate', 'Update', 'Upload', 'Validate', 'Verify', 'Withdraw', 'Write'],
]);

/** Nouns that are also verbs, so that `OrderList` or `RecordCount` are not intents. */
const isNounFirst = (parts: readonly string[]): boolean =>
  parts.length > 1 && ['Record', 'Order', 'Store', 'Process', 'Schedule', 'Issue', 'Book', 'Change'].includes(parts[0] ?? '');

/** Whether a name is an intent, such as `PlaceOrder`. Only names that begin with a known verb count. */
export const isImperative = (name: string): boolean => {
  const parts = words(name);
  return VERBS.has(parts[0] ?? '') && !isNounFirst(parts) && !isParticiple(parts.at(-1) ?? '');
};
