using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission.Plugins;

/// <summary>Pods stay five minutes on a node that is not ready or not reachable, unless they say otherwise; <c>plugin/pkg/admission/defaulttolerationseconds</c>.</summary>
internal sealed class DefaultTolerationSecondsPlugin : AdmissionPlugin
{
    private static readonly string[] Keys = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];

    /// <inheritdoc/>
    public override string Name => "DefaultTolerationSeconds";

    /// <inheritdoc/>
    public override bool Handles(AdmissionAttributes attributes) =>
        attributes.Operation is Operation.Create or Operation.Update && attributes.IsMain("", "pods");

    /// <inheritdoc/>
    public override ValueTask MutateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        var spec = attributes.Spec();
        var given = spec.Maps("tolerations").Select(t => new TolerationView(t)).ToArray();
        var missing = Keys.Where(key => !given.Any(t => (t.Key == key || t.Key.Length == 0) && t.Effect is "NoExecute" or "")).ToArray();
        if (missing.Length > 0)
        {
            attributes.SetSpec(spec.With("tolerations", ListValue.From(given.Select(t => (Value)t.Root).Concat(missing.Select(Toleration)))));
        }

        return ValueTask.CompletedTask;
    }

    private static Value Toleration(string key) => MapValue.Of(
        ("key", key),
        ("operator", "Exists"),
        ("effect", "NoExecute"),
        ("tolerationSeconds", 300));
}
