namespace KubeEmulator.Api;

/// <summary>
/// One step of admission. The base class lets everything pass; override what the plugin does.
/// A refusal is an <see cref="Objects.ApiException"/>. Plugins run in list order: all mutations, then (after prepare and
/// validate) all validations. Thread-safe: one instance serves all requests of a cluster.
/// </summary>
public abstract class AdmissionPlugin
{
    /// <summary>The upstream name, such as <c>LimitRanger</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether the plugin looks at such requests at all.</summary>
    public virtual bool Handles(AdmissionAttributes attributes) => true;

    /// <summary>May change <see cref="AdmissionAttributes.Object"/>.</summary>
    public virtual ValueTask MutateAsync(AdmissionAttributes attributes, CancellationToken cancellation) => ValueTask.CompletedTask;

    /// <summary>May refuse.</summary>
    public virtual ValueTask ValidateAsync(AdmissionAttributes attributes, CancellationToken cancellation) => ValueTask.CompletedTask;
}
