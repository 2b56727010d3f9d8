/**
 * Every command of the pages: what it must say when it is run, or why it is not run and what stands in for it. A test
 * fails for a command that is in neither list, and for one that is in no page.
 */

/** What a command that is run must do. */
export interface Expected {
  /** What its output (standard output, and progress of ours) must match. */
  says?: RegExp;
  /** Its exit status; 0 where it is absent. */
  status?: number;
  /** A file that it must have written, and what that must match. */
  writes?: readonly [path: string, holds: RegExp];
}

const ID = /[0-9a-f]{32}/;
const NOTHING_SAID: Expected = {};
const STAGED_AGAIN = /^\d+ (?:to send|sent) to (?:parse|brief), of \d+ files?$/m;

export const RUN: Readonly<Record<string, Expected>> = {
  // README.md, with files of the example story as the articles.
  'cp article.html inbox/': { writes: ['inbox/article.html', /Serena/] },
  'npx precis send report.pdf': { says: /^[0-9a-f]{32}\treport\.pdf\n/ },
  'npx precis list --party uruguay': { says: /^[0-9a-f]{32} {2}2026-03-04 {2}Uruguay denies deal/m },
  'npx precis get 6f1c…': { says: /^# Uruguay denies deal/ },
  [`npx precis find '"patrol boats"' withdr*`]: { says: /patrol boats/ },
  'npx precis changes --since 3d': { says: /^ {2}new {11}/m },
  'npx precis verify 6f1c…': { says: /^ok {2}\d+ quotes verbatim · \d+ sentences supported · /m },
  'npx precis export 6f1c… --format docx -o brief.docx': { writes: ['brief.docx', /^PK/] },
  'npx precis export --list --party uruguay > list.csv': { writes: ['list.csv', /Uruguay denies deal/] },
  "curl 'http://127.0.0.1:4311/v1/briefs?measure=withdrawal'": { says: /"items":\[\{/ },
  'npx precis brief examples/3-wednesday-harbour-and-tide.html': { says: /^# Uruguay denies deal/ },
  'npx precis brief --json *.md': { says: /^\{"id":"[^"]+\.md","brief":\{/ },
  'npx precis brief --ndjson < articles.ndjson': { says: /^\{"id":"a","brief":\{/ },
  'npx precis doctor --deployment dev': { says: /^ok +stack Precis-dev-Data/m },
  'npx precis send article.html --deployment dev': { says: /^[0-9a-f]{32}\tarticle\.html\n/ },

  // docs/analyzer.md
  'npx precis brief --explain article.txt': { says: /\nWHY THE BRIEF HOLDS WHAT IT HOLDS\n/ },
  'npx precis brief --json --explain article.txt': { says: /^\{"id":"article\.txt","brief":\{.*"explanation":\{/ },

  // docs/ledger.md
  'curl -X PUT "$API/v1/watches/plata" -H \'content-type: application/json\' -d \'{"name": "The Plata", "parties": ["uruguay"]}\'':
    { says: /"id":"plata","name":"The Plata"/ },
  'curl "$API/v1/watches/plata/changes?since=3d"': { says: /"watch":\{"id":"plata"/ },

  // docs/api.md
  'curl --aws-sigv4 aws:amz:eu-central-1:execute-api --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" -H "x-amz-security-token: $AWS_SESSION_TOKEN" "$API/v1/briefs?party=norway"':
    { says: /^\{"items":\[\]/ },
  'ticket=$(curl -s "$API/v1/uploads" -H \'content-type: application/json\' -d \'{"filename": "article.html"}\')':
    NOTHING_SAID,
  'curl -s $(jq -r \'.fields | to_entries[] | "-F \\(.key)=\\(.value)"\' <<<"$ticket") -F file=@article.html -o /dev/null "$(jq -r .url <<<"$ticket")"':
    NOTHING_SAID,
  'curl -s "$API/v1/uploads/$(jq -r .uploadId <<<"$ticket")"': {
    says: /"status":|"type":"urn:precis:problem:not-found"/,
  },

  // docs/deploying.md
  'npx precis smoke --deployment dev': { says: /^ok .* quotes stand in the article's text$/m },
  'npx precis send article.txt --deployment dev': { says: ID },
  'npx precis send article.txt --api API_URL --bucket INBOX_BUCKET': { says: ID },
  'curl --aws-sigv4 "aws:amz:REGION:execute-api" --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" -H "x-amz-security-token: $AWS_SESSION_TOKEN" "API_URL/v1/briefs"':
    { says: /"items":\[\{/ },

  // docs/lexicon.md, in this order: what is applied is shown, and removed.
  'npx precis brief --lexicon words.json article.txt': { says: /^# Uruguay announces/ },
  'npx precis brief --explain --lexicon words.json article.txt': { says: /\nWHY THE BRIEF HOLDS WHAT IT HOLDS\n/ },
  'npx precis replay --dry-run --lexicon words.json': { says: /^\d+ of \d+ briefs? would change$/m },
  'npx precis replay --dry-run --lexicon words.json --since 30d --limit 500 --json': { says: /^\{"articles":\d+,/m },
  'npx precis replay --apply --lexicon words.json': { says: /^lexicon 1 in force, \d+ articles? sent to brief$/m },
  'npx precis lexicon show': { says: /"the eastern shore"/ },
  'npx precis lexicon remove': { says: /^no words in force \(lexicon 2\), \d+ articles? sent to brief$/m },

  // docs/local.md
  'API=$(jq -r .apiUrl .precis/endpoint.json)': NOTHING_SAID,
  'KEY=$(jq -r \'.credentials | .accessKeyId + ":" + .secretAccessKey\' .precis/endpoint.json)': NOTHING_SAID,
  'curl --aws-sigv4 aws:amz:eu-central-1:execute-api --user "$KEY" "$API/v1/briefs"': { says: /"items":\[\{/ },
  'export AWS_ACCESS_KEY_ID=$(jq -r .credentials.accessKeyId .precis/endpoint.json)': NOTHING_SAID,
  'export AWS_SECRET_ACCESS_KEY=$(jq -r .credentials.secretAccessKey .precis/endpoint.json)': NOTHING_SAID,
  'export AWS_DEFAULT_REGION=eu-central-1': NOTHING_SAID,
  'BUCKET=$(jq -r .inboxBucket .precis/endpoint.json)': NOTHING_SAID,

  // docs/operating.md
  'npx precis doctor': { says: /^ok +version/m },
  'npx precis doctor --deployment prod': { says: /^ok +stack Precis-dev-Data/m },
  'npx precis status': { says: /^briefed +\d/m },
  'npx precis status --since 7d': { says: /^briefed +\d/m },
  'npx precis status in/2026-03-02/story.txt': { says: /^ +status +briefed$/m },
  'npx precis dead': { says: /dead letter/i },
  'npx precis dead --stage parse --limit 10': { says: /dead letter/i },
  'npx precis redrive --dry-run': { says: /^parse: about 0 to return\nbrief: about 0 to return$/m },
  'npx precis redrive': { says: /^parse: 0 returned\nbrief: 0 returned$/m },
  'npx precis redrive --stage brief': { says: /^brief: 0 returned$/m },
  'npx precis replay --stage brief --older-than 6': { says: STAGED_AGAIN },
  'npx precis replay --stage brief --older-than 6003': { says: STAGED_AGAIN },
  'npx precis replay --stage parse --older-than 3': { says: STAGED_AGAIN },
  'npx precis replay --stage parse --since 2026-03-01 --dry-run': { says: STAGED_AGAIN },
  'npx precis reconcile --dry-run': { says: /^0 to mend$/m },
  'npx precis reconcile': { says: /^0 to mend$/m },
  'npx precis reconcile --since 7d --now': { says: /^\d to mend$/m },
  'npx precis reconcile in/2026/talks.txt': { says: /^0 to mend$/m },
  'npx precis rebuild': { says: /The table is not empty\..*--yes/, status: 1 },
  'npx precis rejected': { says: /in\/2026\/scan\.pdf/ },
  'npx precis rejected --since 7d --json': { says: /"key":"in\/2026\/scan\.pdf"/ },
  'npx precis rejected --retry in/2026/scan.pdf': { says: /1 sent to parse again/ },
  'npx precis purge in/2026-03-02/story.txt': { says: /would be erased/, status: 2 },
  'npx precis purge in/2026-03-02/story.txt --yes': { says: /in\/2026-03-02\/story\.txt is erased/ },

  // docs/operations.md
  'curl -sI "$API/v1/briefs/BRIEF_ID" | grep -i x-precis-trace': { says: /x-precis-trace: [0-9a-f]{32}\./i },
  'curl -sI -G "$API/v1/uploads" --data-urlencode key=in/talks.html | grep -i x-precis-trace': {
    says: /x-precis-trace: [0-9a-f]{32}\./i,
  },
  "grep -h REVISION .precis/logs/*.log | jq -c '[.timestamp, .service, .message, .outcome, .reason, .errorName, .key]' | sort":
    { says: /"precis-dev-parse","received".*\n(?:.*\n)*.*"precis-dev-brief","briefed","stored"/ },

  // docs/proof.md
  'npx precis verify 6f1c… --save brief.proof.json': {
    says: /^ok {2}\d+ quotes verbatim · /m,
    writes: ['brief.proof.json', /"format":"precis-proof"/],
  },
  'npx precis verify brief.proof.json': { says: /^ok {2}\d+ quotes verbatim · /m },
  'node docs/verify.mjs brief.proof.json': { says: /^ok\n$/ },

  // docs/security.md
  'npx precis purge in/2026-03-04/01HZX/FILE --deployment prod': { says: /would be erased/, status: 2 },
  'npx precis purge in/2026-03-04/01HZX/FILE --deployment prod --yes': {
    says: /in\/2026-03-04\/01HZX\/FILE is erased/,
  },
};

/** Why a command is not run. */
export interface NotRun {
  why: string;
  /** A file that runs the same, or as much of it as can be run here; absent where nothing does. */
  insteadIn?: string;
  /**
   * What `precis` with these words says that has understood the command and cannot do it here; `with` is added to the
   * words.
   */
  refused?: { with?: readonly string[]; says: RegExp };
}

const INSTALLS = 'It installs the packages.';
const AWS = 'It needs an AWS account.';
const AWS_COMMAND_LINE = 'The AWS command line is not part of the project.';
const RUNS_LONG = 'It runs for minutes.';
const STAYS = 'It runs until it is stopped.';
const CI = '.ci/run';
const NO_REGION = { says: /Set AWS_REGION\./ } as const;
const INVITE_COMMAND: NotRun = {
  why: 'The stage has no pool of people.',
  insteadIn: 'tests/unit/invite-command.test.ts',
  refused: NO_REGION,
};
const NO_TOKENS = 'The stage takes no tokens.';
const TOKEN_COMMAND: NotRun = {
  why: NO_TOKENS,
  insteadIn: 'tests/unit/token-command.test.ts',
  refused: { says: /Set auth: \{ mode: 'token' \}/ },
};
const BY_TOKEN: NotRun = { why: NO_TOKENS, insteadIn: 'tests/integration/authorization.test.ts' };

export const NOT_RUN: Readonly<Record<string, NotRun>> = {
  'npm ci && npm start': { why: `${INSTALLS} ${STAYS}`, insteadIn: 'tests/integration/local-runtime.test.ts' },
  'npm ci && npm test': { why: INSTALLS, insteadIn: CI },
  'npm ci': { why: INSTALLS, insteadIn: CI },
  'npm start': { why: STAYS, insteadIn: 'tests/integration/local-runtime.test.ts' },
  'npm test': { why: 'It runs this test.', insteadIn: CI },
  'npm run types': { why: 'Its part is done before this test is run.', insteadIn: CI },
  'npm run lint': { why: 'Its part is done before this test is run.', insteadIn: CI },
  'npm run check': { why: 'It runs this test.', insteadIn: CI },
  'npx vitest run lexicon': { why: 'It is a part of this run.', insteadIn: 'tests/unit/lexicon-faults.test.ts' },
  'npm run test:long': { why: RUNS_LONG, insteadIn: CI },
  'npm run test:fuzz': { why: RUNS_LONG, insteadIn: 'tests/property/format-mutants.test.ts' },
  'npm run test:chaos': { why: RUNS_LONG, insteadIn: 'tests/property/pipeline-model.test.ts' },
  'npm run test:chaos -- --seed 7 --schedules 20000 --dynamo 500': {
    why: RUNS_LONG,
    insteadIn: 'tests/property/pipeline-model.test.ts',
  },
  'npm run test:chaos -- --replay schedule.json --bug 3': {
    why: 'No schedule fails.',
    insteadIn: 'tests/property/pipeline-model.test.ts',
  },
  'npm run soak': { why: RUNS_LONG, insteadIn: 'tests/integration/soak.test.ts' },
  'npm run bench': { why: RUNS_LONG, insteadIn: 'tests/unit/performance-page.test.ts' },
  'npm run bench -- --quick': { why: RUNS_LONG, insteadIn: 'tests/unit/performance-page.test.ts' },
  'npm run bench -- --into docs/performance.md': {
    why: RUNS_LONG,
    insteadIn: 'tests/unit/performance-page.test.ts',
  },
  'npm run bench -- cost': { why: RUNS_LONG, insteadIn: 'tests/integration/requests.test.ts' },
  'npm run bench -- cost --corpus DIR': { why: RUNS_LONG, insteadIn: 'tests/integration/requests.test.ts' },
  'npm run bench -- cost --json cost.json': { why: RUNS_LONG, insteadIn: 'tests/integration/requests.test.ts' },
  'npm run bench -- lies': { why: RUNS_LONG, insteadIn: 'tests/property/gate-lies.test.ts' },
  'npm run eval -- GOLD_DIR': {
    why: 'The annotated articles are not part of the project.',
    insteadIn: 'tests/integration/eval.test.ts',
  },
  'npm run openapi': { why: 'It would write into the project.', insteadIn: 'tests/unit/api-openapi.test.ts' },
  'npm run events': { why: 'It would write into the project.', insteadIn: 'tests/unit/store-events.test.ts' },
  'npm run architecture': {
    why: 'It would write into the project.',
    insteadIn: 'tests/infrastructure/architecture.test.ts',
  },
  'npm run generations': { why: 'It would write into the project.', insteadIn: 'tests/unit/generations.test.ts' },
  'npm run screenshots': { why: 'It would write into the project.', insteadIn: 'tests/browser/reader.test.ts' },

  'curl -X PUT "$API/v1/watches/plata" -H \'content-type: application/json\' -d @watch.json': {
    why: 'The settings of the stage name no receiver.',
    insteadIn: 'tests/integration/notices.test.ts',
  },
  'SECRET=whsec_... node examples/alerts/verify-webhook.mjs 8080': {
    why: STAYS,
    insteadIn: 'tests/unit/verify-webhook.test.ts',
  },
  'aws lambda invoke --function-name DIGEST_FUNCTION --cli-binary-format raw-in-base64-out --payload \'{"scheduledTime": "2026-03-04T06:45:00Z"}\' answer.json':
    { why: AWS, insteadIn: 'tests/unit/send-digest.test.ts' },

  'npm run deploy': { why: AWS, insteadIn: 'tests/infrastructure/app.test.ts' },
  'npm run deploy -- -c stage=prod': { why: AWS, insteadIn: 'tests/infrastructure/app.test.ts' },
  'npx cdk bootstrap aws://ACCOUNT/REGION': { why: AWS },
  'npx cdk destroy --all -c stage=dev': { why: AWS, insteadIn: 'tests/infrastructure/removal.test.ts' },
  'aws s3 cp article.txt s3://INBOX_BUCKET/in/': {
    why: AWS_COMMAND_LINE,
    insteadIn: 'tests/integration/local-s3-objects.test.ts',
  },
  'aws s3 cp article.txt "s3://$BUCKET/in/" --endpoint-url http://127.0.0.1:4312': {
    why: AWS_COMMAND_LINE,
    insteadIn: 'tests/integration/local-s3-objects.test.ts',
  },
  'aws sqs list-queues --endpoint-url http://127.0.0.1:4313': {
    why: AWS_COMMAND_LINE,
    insteadIn: 'tests/integration/local-sqs-messages.test.ts',
  },
  'aws events put-rule --event-bus-name precis-prod --name new-sanctions --event-pattern file://examples/events/new-sanctions.json':
    { why: AWS_COMMAND_LINE, insteadIn: 'tests/unit/event-pattern.test.ts' },
  "aws events put-targets --event-bus-name precis-prod --rule new-sanctions --targets 'Id=desk,Arn=QUEUE_ARN,DeadLetterConfig={Arn=DEAD_LETTER_QUEUE_ARN}'":
    { why: AWS_COMMAND_LINE, insteadIn: 'tests/infrastructure/events.test.ts' },
  'tail -f .precis/logs/events.jsonl | jq -r \'.["detail-type"] + " " + .detail.links.upload\'': {
    why: STAYS,
    insteadIn: 'tests/integration/local-eventbridge.test.ts',
  },

  'npx precis local --signed': {
    why: STAYS,
    insteadIn: 'tests/integration/local-runtime-callers.test.ts',
    refused: { with: ['--state', 'article.txt'], says: /--state takes a folder/ },
  },
  'npx precis local --chaos plata --time-scale 60': {
    why: STAYS,
    insteadIn: 'tests/integration/chaos.test.ts',
    refused: { with: ['--state', 'article.txt'], says: /--state takes a folder/ },
  },
  'npx precis open --api API_URL': {
    why: STAYS,
    insteadIn: 'tests/unit/signing-proxy.test.ts',
    refused: NO_REGION,
  },
  'npx precis invite anna@example.org --pool USER_POOL_ID': INVITE_COMMAND,
  'npx precis invite ben@example.org --write --pool USER_POOL_ID': INVITE_COMMAND,
  'npx precis token create archive-script --scope read --days 90 --deployment dev': TOKEN_COMMAND,
  'npx precis token list --deployment dev': TOKEN_COMMAND,
  'npx precis token revoke archive-script --deployment dev': TOKEN_COMMAND,
  'npx precis token revoke archive-script --deployment prod': TOKEN_COMMAND,
  'npx precis token create archive-script-2 --scope read --days 90 --deployment prod': TOKEN_COMMAND,
  'PRECIS_TOKEN="$TOKEN" npx precis list --api API_URL': BY_TOKEN,
  'curl -H "authorization: Bearer $TOKEN" "API_URL/v1/briefs"': BY_TOKEN,
  'curl -H "authorization: Bearer $TOKEN" "$API/v1/briefs?party=norway"': BY_TOKEN,
};
