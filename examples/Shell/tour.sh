#!/bin/sh
# A fake cluster from a shell: start, look, snapshot, a day in a moment, faults, back again.
# KUBE_EMULATOR is the command of the tool: kube-emulator, where it is installed as a dotnet tool.
set -eu
tool=${KUBE_EMULATOR:-kube-emulator}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
export KUBECONFIG="$work/kubeconfig"

$tool up --port 0 --http --nodes 3 --clock manual --manifests "$here/shop.yaml" --kubeconfig "$KUBECONFIG" > "$work/log" 2>&1 &
pid=$!
trap 'kill $pid 2>/dev/null; wait $pid 2>/dev/null || true; rm -rf "$work"' EXIT
until grep -q '^ready ' "$work/log"; do
  kill -0 $pid 2>/dev/null || { cat "$work/log"; exit 1; }
  sleep 0.1
done
server=$(sed -n 's/^ready \([^ ]*\).*/\1/p' "$work/log")

jobs() { curl -sf "$server/apis/batch/v1/namespaces/default/jobs" | grep -o '"kind": *"CronJob"' | wc -l | tr -d " "; }

$tool clock advance 5m > /dev/null                 # time enough for images, probes and rollouts
echo "front: $(curl -sf "$server/apis/apps/v1/namespaces/default/deployments/front" | grep -o '"readyReplicas": *[0-9]*' | head -1)"

$tool snapshot take before > /dev/null
$tool clock advance 72h > /dev/null                # three nights of the clean-up job
echo "jobs after three days: $(jobs)"
$tool snapshot restore before > /dev/null
$tool clock quiet > /dev/null
echo "jobs of the snapshot, and what fell due meanwhile: $(jobs)"

$tool fault add unavailable --verb get --resource configmaps --times 1 > /dev/null
code() { curl -s -o /dev/null -w '%{http_code}' "$server/api/v1/namespaces/default/configmaps/settings"; }
echo "faulty: $(code), then $(code)"
$tool requests list --resource configmaps -o json | grep -o '"code": *[0-9]*' | tail -2
