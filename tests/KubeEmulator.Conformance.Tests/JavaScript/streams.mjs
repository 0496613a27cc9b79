// Goes into a simulated pod with the official JavaScript client: exec, attach, cp, port-forward and logs, byte for byte.
import { createRequire } from 'node:module';
import { createHash, randomBytes } from 'node:crypto';
import { PassThrough, Readable, Writable } from 'node:stream';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import assert from 'node:assert/strict';

const load = createRequire(process.argv[2] + '/');
const k8s = load('@kubernetes/client-node');
const config = new k8s.KubeConfig();
config.loadFromFile(process.argv[3]);
const core = config.makeApiClient(k8s.CoreV1Api);
const namespace = 'streams';

class Bytes extends Writable {
  parts = [];
  _write(chunk, _, done) { this.parts.push(Buffer.from(chunk)); this.emit('more'); done(); }
  get all() { return Buffer.concat(this.parts); }
  async until(text) { while (!this.all.includes(text)) await new Promise(resolve => this.once('more', resolve)); }
}
const sha = bytes => createHash('sha256').update(bytes).digest('hex');
const command = (words, input = null) => new Promise((resolve, reject) => {
  const [out, err] = [new Bytes(), new Bytes()];
  new k8s.Exec(config).exec(namespace, 'box', 'c', words, out, err, input, false, status => resolve({ status, out, err })).catch(reject);
});

await core.createNamespace({ body: { metadata: { name: namespace } } });
const pods = [
  { metadata: { name: 'box' }, spec: { containers: [{ name: 'c', image: 'busybox', command: ['sh', '-c', 'echo first; until [ -f /go ]; do sleep 0.1; done; echo last; sleep 3600'] }] } },
  { metadata: { name: 'reader' }, spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'busybox', stdin: true, command: ['sh', '-c', 'read a; echo got $a'] }] } },
  { metadata: { name: 'web' }, spec: { containers: [{ name: 'c', image: 'nginx' }] } },
];
for (const body of pods) {
  await core.createNamespacedPod({ namespace, body });
  for (;;) {
    const pod = await core.readNamespacedPod({ namespace, name: body.metadata.name });
    if (pod.status.conditions?.some(c => c.type === 'Ready' && c.status === 'True')) break;
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

// Exec: output, errors, exit code, input with its end, every byte.
let ran = await command(['sh', '-c', 'printf out; printf err >&2; exit 3']);
assert.equal(ran.out.all.toString(), 'out');
assert.equal(ran.err.all.toString(), 'err');
assert.equal(ran.status.details.causes[0].message, '3');
const payload = randomBytes(3 * 1024 * 1024);
ran = await command(['cat'], Readable.from([payload]));
assert.equal(ran.status.status, 'Success');
assert.equal(sha(ran.out.all), sha(payload));

// Many sessions at once, none with another's bytes.
const many = await Promise.all(Array.from({ length: 30 }, (_, i) => command(['md5sum'], Readable.from([Buffer.alloc(50_000, i)]))));
many.forEach((one, i) => assert.equal(one.out.all.toString(), createHash('md5').update(Buffer.alloc(50_000, i)).digest('hex') + '  -\n'));

// A copy there, and back with the same tar stream (the client's own way back does not unpack what it asked to be packed).
const folder = mkdtempSync(join(tmpdir(), 'cp-'));
writeFileSync(join(folder, 'file'), payload);
await new k8s.Cp(config).cpToPod(namespace, 'box', 'c', folder, '/tmp');
for (let seen = ''; seen !== sha(payload);) {
  seen = (await command(['sh', '-c', 'sha256sum /tmp/file 2>/dev/null'])).out.all.toString().split(' ')[0];
}
const back = mkdtempSync(join(tmpdir(), 'cp-'));
const extract = load('tar-fs').extract(back);
const extracted = new Promise((resolve, reject) => extract.on('finish', resolve).on('error', reject));
ran = await command(['tar', 'cf', '-', '-C', '/tmp', 'file']);
extract.end(ran.out.all);
await extracted;
assert.equal(sha(readFileSync(join(back, 'file'))), sha(payload));

// Attach: the main process reads, answers and ends.
const attached = new Bytes();
await new k8s.Attach(config).attach(namespace, 'reader', 'c', attached, null, Readable.from(['hello\n']), false);
await attached.until('got hello\n');

// Port-forward: one connection, HTTP over it; and a port where nobody listens. The client closes everything when its input ends.
const [page, question] = [new Bytes(), new PassThrough()];
question.write('GET / HTTP/1.0\r\n\r\n');
await new k8s.PortForward(config).portForward(namespace, 'web', [80], page, null, question);
await page.until('</html>');
assert.match(page.all.toString(), /^HTTP\/1.1 200 OK\r\n/);
const failure = new Bytes();
await new k8s.PortForward(config, false).portForward(namespace, 'web', [81], new Bytes(), failure, new PassThrough());
await failure.until('connection refused');

// Logs: what was, what comes while following.
const log = new Bytes();
await new k8s.Log(config).log(namespace, 'box', 'c', log, { follow: true });
await log.until('first\n');
await command(['touch', '/go']);
await log.until('last\n');
const tail = new Bytes();
await new k8s.Log(config).log(namespace, 'box', 'c', tail, { tailLines: 1, timestamps: true });
await tail.until('last\n');
assert.match(tail.all.toString(), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z last\n$/);

console.log('all well');
process.exit(0);
