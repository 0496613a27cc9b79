using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using KubeEmulator.Api;
using KubeEmulator.Runtime;

namespace KubeEmulator.Tests;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Request_IsAnActivityBelowItsCallers()
    {
        var seen = new ConcurrentBag<Activity>();
        using var caller = new ActivitySource("telemetry-test-caller");
        using var listener = Listen(seen, EmulatorTelemetry.Name, caller.Name);
        await using var cluster = await EmulatedCluster.StartAsync(b => b.WithApiOnly());
        using var client = new HttpClient(cluster.CreateHandler()) { BaseAddress = new Uri("http://cluster.local") };

        string trace;
        using (var outer = caller.StartActivity("test")!)
        {
            trace = outer.TraceId.ToString();
            using var answer = await client.GetAsync(new Uri("/api/v1/namespaces/default/configmaps/none", UriKind.Relative));
        }

        var request = Assert.Single(seen, a => a.TraceId.ToString() == trace && a.Kind == ActivityKind.Server);
        Assert.Equal("get configmaps", request.DisplayName);
        Assert.Equal(("default", "none", 404), (request.GetTagItem("k8s.namespace.name"), request.GetTagItem("k8s.object.name"), request.GetTagItem("http.response.status_code")));
    }

    [Fact]
    public async Task Reconcile_IsAnActivityOfItsOwn_WithItsResult()
    {
        var seen = new ConcurrentBag<Activity>();
        using var listener = Listen(seen, EmulatorTelemetry.Name);
        await using var cluster = await EmulatedCluster.StartAsync(b => b.WithController(new Faulty()));

        await cluster.Objects.ApplyAsync("{apiVersion: v1, kind: ConfigMap, metadata: {name: telemetry}}");
        await cluster.QuietAsync();

        var reconcile = seen.First(a => a.GetTagItem("k8s.controller") is "telemetry-test");
        Assert.Equal(("reconcile telemetry-test", "error"), (reconcile.DisplayName, reconcile.GetTagItem("k8s.reconcile.result")));
        Assert.Null(reconcile.Parent);
    }

    [Fact]
    public async Task Requests_AreMeasured_ByVerbResourceAndCode()
    {
        var measured = new ConcurrentBag<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == EmulatorTelemetry.Name && instrument.Name == "kube_emulator.request.duration")
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) => measured.Add(string.Join(' ', tags.ToArray().Select(t => t.Value))));
        listener.Start();
        await using var cluster = await EmulatedCluster.StartAsync(b => b.WithApiOnly());
        using var client = new HttpClient(cluster.CreateHandler()) { BaseAddress = new Uri("http://cluster.local") };

        using var answer = await client.GetAsync(new Uri("/apis/apps/v1/namespaces/telemetry/deployments", UriKind.Relative));

        Assert.Contains("list apps deployments  200", measured);
    }

    private static ActivityListener Listen(ConcurrentBag<Activity> seen, params string[] sources)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => sources.Contains(source.Name),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = seen.Add,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private sealed class Faulty : Controller
    {
        public override string Name => "telemetry-test";

        public override IEnumerable<Trigger> Triggers => [Trigger.On("", "configmaps")];

        public override ValueTask<ReconcileResult> ReconcileAsync(ReconcileContext context, ReconcileKey key) => throw new InvalidOperationException("on purpose");
    }
}
