using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace KubeEmulator.Api;

/// <summary>
/// Traces and metrics through .NET's own sources: give <see cref="Name"/> to OpenTelemetry's <c>AddSource</c> and <c>AddMeter</c>. Requests
/// over HTTP and reconciles of controllers each make an activity and a measurement; where nobody listens they cost a look at a flag.
/// Durations are of real time, whatever the cluster's clock does.
/// </summary>
public static class EmulatorTelemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "KubeEmulator";

    private static readonly Meter Meter = new(Name);

    internal static ActivitySource Source { get; } = new(Name);

    /// <summary>Seconds per request, watches and other streams apart; by verb, group, resource, subresource and code.</summary>
    internal static Histogram<double> Requests { get; } = Meter.CreateHistogram<double>("kube_emulator.request.duration", "s", "How long requests took that end by themselves.");

    /// <summary>Seconds per reconcile; by controller and result.</summary>
    internal static Histogram<double> Reconciles { get; } = Meter.CreateHistogram<double>("kube_emulator.reconcile.duration", "s", "How long reconciles took.");

}
