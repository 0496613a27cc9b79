using System.Diagnostics;
using KubeEmulator.Api;

namespace KubeEmulator.Runtime;

/// <summary>A reconcile as an activity and a measurement, for those who listen; made by <see cref="Begin"/>, ended once.</summary>
internal readonly struct ReconcileTrace
{
    private readonly string _controller;
    private readonly Activity? _activity;
    private readonly long _began;

    private ReconcileTrace(string controller, Activity? activity, long began) => (_controller, _activity, _began) = (controller, activity, began);

    public static ReconcileTrace Begin(string controller, ReconcileKey key)
    {
        var measured = EmulatorTelemetry.Reconciles.Enabled;
        if (!measured && !EmulatorTelemetry.Source.HasListeners())
        {
            return default;
        }

        // Whoever happened to wake the executor is not the reconcile's parent.
        Activity.Current = null;
        var activity = EmulatorTelemetry.Source.StartActivity($"reconcile {controller}");
        activity?.SetTag("k8s.controller", controller).SetTag("k8s.namespace.name", key.Namespace).SetTag("k8s.object.name", key.Name);
        return new ReconcileTrace(controller, activity, TimeProvider.System.GetTimestamp());
    }

    /// <summary>Ends it: <c>success</c>, <c>requeue</c>, <c>conflict</c> or <c>error</c>, as controller-runtime counts them.</summary>
    public void End(string result, Exception? fault = null)
    {
        if (_controller is null)
        {
            return;
        }

        if (_activity is not null)
        {
            _activity.SetTag("k8s.reconcile.result", result);
            if (fault is not null)
            {
                _activity.AddException(fault).SetStatus(ActivityStatusCode.Error, fault.Message);
            }

            _activity.Dispose();
        }

        EmulatorTelemetry.Reconciles.Record(
            TimeProvider.System.GetElapsedTime(_began).TotalSeconds,
            new KeyValuePair<string, object?>("k8s.controller", _controller),
            new KeyValuePair<string, object?>("k8s.reconcile.result", result));
    }
}
