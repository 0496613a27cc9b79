using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Storage;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Binds a pod to a node: <c>pods/binding</c>, and the older <c>bindings</c> (<c>pkg/registry/core/pod/storage</c>).</summary>
internal sealed class PodBinding : SubresourceAction
{
    public static readonly PodBinding Instance = new();

    private static readonly GroupResource Pods = new("", "pods");

    public override async ValueTask<MapValue> RunAsync(ActionContext context, MapValue body)
    {
        if (body.StringAt("metadata", "name") != context.Name)
        {
            throw StatusDocument.BadRequest("name in URL does not match name in Binding object").ToException();
        }

        Check(body);
        body = await context.AdmitAsync(body).ConfigureAwait(false);
        Bind(context.Api.Services, context.Namespace, body, context.Options.DryRun);
        return StatusDocument.Success(null, 201);
    }

    /// <summary>The faults of a binding, which upstream answers as internal errors.</summary>
    public static void Check(MapValue binding)
    {
        var errors = new FieldErrors();
        var target = binding.Map("target") ?? MapValue.Empty;
        if (target.StringOrEmpty("kind") is not ("" or "Node"))
        {
            errors.NotSupported(FieldPath.Of("target", "kind"), target["kind"], "Node", "<empty>");
        }

        errors.Present(FieldPath.Of("target", "name"), target.StringOrEmpty("name"));
        if (errors.Count > 0)
        {
            throw StatusDocument.Failure(500, "", errors.Count == 1 ? errors[0].ToString() : $"[{string.Join(", ", errors)}]").ToException();
        }
    }

    /// <summary>Writes the node's name into the pod, again when somebody else changed the pod meanwhile.</summary>
    public static void Bind(ClusterServices services, string @namespace, MapValue binding, bool dryRun)
    {
        var name = binding.StringAt("metadata", "name") ?? "";
        var key = new ObjectKey(Pods, @namespace, name);
        while (true)
        {
            var pod = services.Store.Current.Get(key) ?? throw StatusDocument.NotFound(Pods, name).ToException();
            Preconditions(pod, binding);
            if (Refusal(pod) is { } refusal)
            {
                throw StatusDocument.Conflict(new GroupResource("", "pods/binding"), name, refusal).ToException();
            }

            var bound = Bound(pod, binding, KubeTime.Format(services.Clock.GetUtcNow()));
            if (dryRun || services.Store.Commit(new StoreWrite.Replace(key, bound, pod.Metadata.Revision)) is CommitOutcome.Committed)
            {
                return;
            }
        }
    }

    private static void Preconditions(KubeObject pod, MapValue binding)
    {
        var (uid, version) = (binding.StringAt("metadata", "uid") ?? "", binding.StringAt("metadata", "resourceVersion") ?? "");
        var failed = uid.Length > 0 && uid != pod.Metadata.Uid ? $"UID in precondition: {uid}, UID in object meta: {pod.Metadata.Uid}"
            : version.Length > 0 && version != pod.Metadata.ResourceVersion ? $"ResourceVersion in precondition: {version}, ResourceVersion in object meta: {pod.Metadata.ResourceVersion}"
            : null;
        if (failed is not null)
        {
            throw StatusDocument.Conflict(Pods, pod.Name, $"StorageError: invalid object, Code: 4, Key: /registry/pods/{pod.Namespace}/{pod.Name}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: {failed}").ToException();
        }
    }

    private static string? Refusal(KubeObject pod) =>
        pod.Metadata.IsDeleting ? $"pod {pod.Name} is being deleted, cannot be assigned to a host"
        : pod.Spec.StringOrEmpty("nodeName") is { Length: > 0 } node ? $"pod {pod.Name} is already assigned to node {GoText.Quote(node)}"
        : pod.Spec.List("schedulingGates") is { Count: > 0 } ? $"pod {pod.Name} has non-empty .spec.schedulingGates"
        : null;

    private static KubeObject Bound(KubeObject pod, MapValue binding, string now)
    {
        var metadata = pod.Metadata.Root;
        foreach (var member in (ReadOnlySpan<string>)["annotations", "labels"])
        {
            var merged = metadata.Map(member) ?? MapValue.Empty;
            foreach (var (key, value) in binding.Map("metadata")?.Map(member) ?? MapValue.Empty)
            {
                merged = merged.With(key, value);
            }

            metadata = merged.Count == 0 ? metadata : metadata.With(member, merged);
        }

        var status = PodConditions.With(pod.Status.Without("nominatedNodeName"), "PodScheduled", "True", "", "", now);
        return pod.With(pod.Root.With("metadata", metadata).With("spec", pod.Spec.With("nodeName", binding.StringAt("target", "name")!)).With("status", status));
    }
}
