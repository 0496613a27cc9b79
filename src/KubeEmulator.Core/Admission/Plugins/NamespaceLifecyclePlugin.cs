using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Admission.Plugins;

/// <summary>
/// Nothing is written into a namespace that is missing, nothing new into one that goes, and three namespaces stay;
/// apiserver's <c>admission/plugin/namespace/lifecycle</c>.
/// </summary>
internal sealed class NamespaceLifecyclePlugin : AdmissionPlugin
{
    private static readonly GroupResource Namespaces = new("", "namespaces");

    /// <inheritdoc/>
    public override string Name => "NamespaceLifecycle";

    /// <inheritdoc/>
    public override bool Handles(AdmissionAttributes attributes) => attributes.Operation != Operation.Connect && attributes.Namespace.Length > 0;

    /// <inheritdoc/>
    public override ValueTask MutateAsync(AdmissionAttributes attributes, CancellationToken cancellation)
    {
        if (attributes.Concerns("", "namespaces"))
        {
            CheckImmortal(attributes);
        }
        else if (attributes.Operation != Operation.Delete && !attributes.Concerns("authorization.k8s.io", "localsubjectaccessreviews"))
        {
            CheckContent(attributes);
        }

        return ValueTask.CompletedTask;
    }

    private static void CheckImmortal(AdmissionAttributes attributes)
    {
        if (attributes.Operation == Operation.Delete && attributes.Name is "default" or "kube-system" or "kube-public")
        {
            throw attributes.Forbidden("this namespace may not be deleted");
        }
    }

    private static void CheckContent(AdmissionAttributes attributes)
    {
        var name = attributes.Namespace;

        // The newest state too, as upstream asks past its cache: the namespace may have been made for this very request.
        var found = attributes.Find("", "namespaces", name)
            ?? attributes.Services.Store.Current.Get(new ObjectKey(Namespaces, "", name))
            ?? throw StatusDocument.NotFound(Namespaces, name).ToException();
        if (attributes.Operation != Operation.Create || found.Status.String("phase") != "Terminating")
        {
            return;
        }

        var status = attributes.Forbidden($"unable to create new content in namespace {name} because it is being terminated").Status;
        var cause = MapValue.Of(("reason", "NamespaceTerminating"), ("message", $"namespace {name} is being terminated"), ("field", "metadata.namespace"));
        throw (status with { Document = status.Document.WithAt(["details", "causes"], ListValue.Of(cause)) }).ToException();
    }
}
