// A fake cluster from JavaScript: the official client for Kubernetes' own API, plain HTTPS for the emulator's control API.
//   kube-emulator up --port 0 --clock manual --kubeconfig FILE
//   node tour.mjs FOLDER_WITH_NODE_MODULES FILE
import { createRequire } from 'node:module';
import assert from 'node:assert/strict';
import https from 'node:https';

const k8s = createRequire(process.argv[2] + '/')('@kubernetes/client-node');
const config = new k8s.KubeConfig();
config.loadFromFile(process.argv[3]);
const core = config.makeApiClient(k8s.CoreV1Api);
const apps = config.makeApiClient(k8s.AppsV1Api);
const namespace = 'default';

// The control API is described at /emulator/v1/openapi.
const options = {};
await config.applyToHTTPSOptions(options);
const control = (method, path, body) => new Promise((resolve, reject) => {
  const call = https.request(`${config.getCurrentCluster().server}/emulator/v1/${path}`, { ...options, method, headers: { 'content-type': 'application/json' } }, answer => {
    let text = '';
    answer.on('data', part => { text += part; });
    answer.on('end', () => answer.statusCode < 300 ? resolve(text && JSON.parse(text)) : reject(new Error(`${method} ${path}: ${answer.statusCode} ${text}`)));
  });
  call.on('error', reject);
  call.end(body && JSON.stringify(body));
});

await apps.createNamespacedDeployment({ namespace, body: {
  metadata: { name: 'web' },
  spec: { replicas: 2, selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'nginx' }] } } },
} });
await control('POST', 'clock/advance', { by: '1m' });
const ready = await apps.readNamespacedDeployment({ namespace, name: 'web' });
console.log(`ready: ${ready.status.readyReplicas}`);

// A snapshot, a change, and back.
await control('PUT', 'snapshots/before');
await apps.deleteNamespacedDeployment({ namespace, name: 'web' });
await control('POST', 'snapshots/before/restore');
console.log(`restored: ${(await apps.readNamespacedDeployment({ namespace, name: 'web' })).metadata.name}`);

// The next write of a ConfigMap conflicts, the one after that does not.
await core.createNamespacedConfigMap({ namespace, body: { metadata: { name: 'settings' } } });
await control('POST', 'faults', { fault: 'conflict', verb: 'update', resource: 'configmaps', times: 1 });
const replace = () => core.replaceNamespacedConfigMap({ namespace, name: 'settings', body: { metadata: { name: 'settings' }, data: { color: 'blue' } } });
await assert.rejects(replace(), error => error.code === 409);
console.log(`retried: ${(await replace()).data.color}`);
