// Tests read what commands draw: without colours wherever they run, also where the environment (CI, FORCE_COLOR) asks for them.
process.env['NO_COLOR'] = '1';
delete process.env['FORCE_COLOR'];
