// Drives the API with the official JavaScript client: objects, lists, patches, a watch and an informer.
import { createRequire } from 'node:module';
import assert from 'node:assert/strict';

const k8s = createRequire(process.argv[2] + '/')('@kubernetes/client-node');
const config = new k8s.KubeConfig();
config.loadFromFile(process.argv[3]);
const core = config.makeApiClient(k8s.CoreV1Api);
const apps = config.makeApiClient(k8s.AppsV1Api);
const namespace = 'javascript';

const body = (name, color) => ({ metadata: { name }, data: { color } });
await core.createNamespace({ body: { metadata: { name: namespace } } });

// A watch from the list's version on.
const first = await core.listNamespacedConfigMap({ namespace });
const seen = [];
const ended = new Promise((resolve, reject) => {
  new k8s.Watch(config).watch(`/api/v1/namespaces/${namespace}/configmaps`, { resourceVersion: first.metadata.resourceVersion, timeoutSeconds: 60 },
    (type, object) => { seen.push(`${type} ${object.metadata.name}`); if (seen.length === 3) resolve(); }, error => { if (seen.length < 3) reject(error ?? new Error('ended early')); });
});

// An informer over the same collection.
const informed = [];
const informer = k8s.makeInformer(config, `/api/v1/namespaces/${namespace}/configmaps`, () => core.listNamespacedConfigMap({ namespace }));
const deleted = new Promise(resolve => {
  informer.on('add', o => informed.push(`add ${o.metadata.name}`));
  informer.on('update', o => informed.push(`update ${o.metadata.name}`));
  informer.on('delete', o => { informed.push(`delete ${o.metadata.name}`); resolve(); });
});
await informer.start();

const created = await core.createNamespacedConfigMap({ namespace, body: body('one', 'blue') });
assert.equal(created.data.color, 'blue');
assert.ok(created.metadata.uid);
const replaced = await core.replaceNamespacedConfigMap({ namespace, name: 'one', body: { ...created, data: { color: 'red' } } });
assert.notEqual(replaced.metadata.resourceVersion, created.metadata.resourceVersion);
await core.deleteNamespacedConfigMap({ namespace, name: 'one' });
await ended;
await deleted;
await informer.stop();
assert.deepEqual(seen, ['ADDED one', 'MODIFIED one', 'DELETED one']);
assert.deepEqual(informed, ['add one', 'update one', 'delete one']);

await assert.rejects(core.readNamespacedConfigMap({ namespace, name: 'one' }), error => error.code === 404);
const deployment = await apps.createNamespacedDeployment({ namespace, body: {
  metadata: { name: 'web' },
  spec: { replicas: 2, selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'web:1' }] } } },
} });
assert.equal(deployment.spec.replicas, 2);
const page = await core.listNamespacedConfigMap({ namespace, limit: 1 });
assert.equal(page.items.length, 0);
console.log('all well');
process.exit(0);
