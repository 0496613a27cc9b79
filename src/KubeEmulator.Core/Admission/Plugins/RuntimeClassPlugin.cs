using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Admission.Plugins;

/// <summary>Gives pods the overhead, node selector and tolerations of their runtime class; <c>plugin/pkg/admission/runtimeclass</c>.</summary>
internal sealed class RuntimeClassPlugin : AdmissionPlugin
{
    private const string WrongOverhead = "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead";

    /// <inheritdoc/>
    public override string Name => "RuntimeClass";

    /// <inheritdoc/>
    public override bool Handles(AdmissionAttributes attributes) => attributes.Creates("", "pods");

    /// <inheritdoc/>
    public override ValueTask MutateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        if (Class(attributes) is { } found)
        {
            SetOverhead(attributes, found);
            SetScheduling(attributes, found);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask ValidateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        var given = attributes.Spec().Map("overhead");
        if (Class(attributes)?.Root.Map("overhead") is { } overhead)
        {
            if (!ResourceList.From(overhead.Map("podFixed")).Same(ResourceList.From(given)))
            {
                throw attributes.Forbidden(WrongOverhead);
            }
        }
        else if (given is not null)
        {
            throw attributes.Forbidden("pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead");
        }

        return ValueTask.CompletedTask;
    }

    private static KubeObject? Class(AdmissionAttributes attributes) =>
        attributes.Spec().String("runtimeClassName") is { } name
            ? attributes.Find("node.k8s.io", "runtimeclasses", name) ?? throw attributes.Forbidden($"pod rejected: RuntimeClass {GoText.Quote(name)} not found")
            : null;

    private static void SetOverhead(AdmissionAttributes attributes, KubeObject found)
    {
        if (found.Root.Map("overhead") is not { } overhead)
        {
            return;
        }

        var spec = attributes.Spec();
        var amounts = overhead.Map("podFixed");
        if (spec.Map("overhead") is { Count: > 0 } given && !ResourceList.From(amounts).Same(ResourceList.From(given)))
        {
            throw attributes.Forbidden(WrongOverhead);
        }

        attributes.SetSpec(spec.WithOptional("overhead", amounts));
    }

    private static void SetScheduling(AdmissionAttributes attributes, KubeObject found)
    {
        if (found.Root.Map("scheduling") is not { } scheduling)
        {
            return;
        }

        var spec = attributes.Spec();
        var selector = spec.Map("nodeSelector") ?? MapValue.Empty;
        foreach (var (key, value) in scheduling.Map("nodeSelector") ?? MapValue.Empty)
        {
            if (selector.String(key) is { } own && value is StringValue wanted && own != wanted.Text)
            {
                throw attributes.Forbidden($"conflict: runtimeClass.scheduling.nodeSelector[{key}] = {wanted.Text}; pod.spec.nodeSelector[{key}] = {own}");
            }

            selector = selector.With(key, value);
        }

        var tolerations = TolerationMerge.Merge(spec.Maps("tolerations"), scheduling.Maps("tolerations"));
        spec = spec.WithOptional("nodeSelector", selector.Count == 0 ? spec["nodeSelector"] : selector);
        attributes.SetSpec(spec.WithOptional("tolerations", tolerations.Count == 0 ? null : ListValue.From(tolerations)));
    }
}
