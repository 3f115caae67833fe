/**
 * The import table of the house (README, Architecture) as lint: a room may import itself and the rooms listed
 * here, nothing else. `types` are rooms from which only `import type` is allowed.
 */
const rooms = {
  model: { from: [] },
  scenario: { from: ['model'] },
  config: { from: ['model', 'scenario'] },
  lab: { from: ['config'], types: ['model', 'scenario'] },
  judge: { from: ['model', 'scenario'] },
  archive: { from: ['model', 'scenario'], types: ['judge'] },
  runner: { from: ['model', 'scenario', 'config', 'lab', 'judge', 'archive'] },
  triage: { from: ['archive', 'judge', 'model'] },
  report: { from: ['archive', 'judge', 'model', 'scenario', 'triage'] },
};
const tests = '[.]test[.]tsx?$|/fixtures/|^orchestrator/testing/';
const among = (names) => `^orchestrator/(${names.join('|')})/`;

const importTable = Object.entries(rooms).flatMap(([room, { from, types = [] }]) => [
  {
    name: `${room}-imports`,
    comment: `${room}/ may import ${[...from, ...types.map((name) => `${name} (types only)`)].join(', ') || 'no other room'}`,
    severity: 'error',
    from: { path: `^orchestrator/${room}/`, pathNot: tests },
    to: { path: '^orchestrator/', pathNot: among([room, ...from, ...types]) },
  },
  ...types.map((name) => ({
    name: `${room}-imports-only-types-of-${name}`,
    severity: 'error',
    from: { path: `^orchestrator/${room}/`, pathNot: tests },
    to: { path: `^orchestrator/${name}/`, dependencyTypesNot: ['type-only'] },
  })),
]);

module.exports = {
  forbidden: [
    ...importTable,
    {
      name: 'pure-rooms-do-no-io',
      comment: 'model, scenario and judge import no Node module and no process, socket or file library',
      severity: 'error',
      from: { path: among(['model', 'scenario', 'judge']), pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'only-lab-starts-processes-or-opens-sockets',
      severity: 'error',
      from: { path: '^orchestrator/', pathNot: `^orchestrator/lab/|${tests}` },
      to: { path: '^(child_process|net|tls|dgram|http|https)$|node_modules/(execa|ssh2|zx)/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-tests-in-sources', severity: 'error', from: { path: '^orchestrator/', pathNot: tests }, to: { path: '[.]test[.]ts$' } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'], conditionNames: ['import', 'node', 'default'], exportsFields: ['exports'] },
  },
};
