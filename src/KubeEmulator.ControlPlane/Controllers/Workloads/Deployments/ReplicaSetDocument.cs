using KubeEmulator.Objects;
using KubeEmulator.Rules;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Workloads;

/// <summary>The ReplicaSet for a Deployment's present template; <c>pkg/controller/deployment/sync.go</c> getNewReplicaSet.</summary>
internal static class ReplicaSetDocument
{
    private const int LongestName = 253;

    /// <summary>The document to create.</summary>
    /// <param name="deployment">The Deployment.</param>
    /// <param name="replicas">The set's size.</param>
    /// <param name="revision">Its revision.</param>
    public static MapValue Of(DeploymentView deployment, int replicas, long revision)
    {
        var hash = PodTemplates.Hash(deployment.Template, deployment.Object.Status.Integer("collisionCount"));
        var template = PodTemplates.WithHash(deployment.Template, hash);
        var annotations = ReplicaSetAnnotations.WithSize(deployment, ReplicaSetAnnotations.OfNewest(deployment, MapValue.Empty, revision));
        var spec = new MapBuilder { { "replicas", replicas } };
        spec.SetUnlessZero("minReadySeconds", deployment.MinReadySeconds);
        spec["selector"] = (deployment.Object.Spec.Map("selector") ?? MapValue.Empty).WithAt(["matchLabels", WellKnownLabels.PodTemplateHash], hash);
        spec["template"] = template;
        return MapValue.Of(
            ("apiVersion", WorkloadKinds.ReplicaSet.ApiVersion),
            ("kind", WorkloadKinds.ReplicaSet.Kind),
            ("metadata", MapValue.Of(
                ("name", Name(deployment.Object.Name, hash)),
                ("namespace", deployment.Object.Namespace),
                ("labels", template.At("metadata", "labels")!),
                ("annotations", annotations),
                ("ownerReferences", ListValue.Of(Owners.ControllerReference(deployment.Object, WorkloadKinds.Deployment))))),
            ("spec", spec.Build()));
    }

    private static string Name(string deployment, string hash) =>
        $"{deployment[..Math.Min(deployment.Length, LongestName - 1 - hash.Length)]}-{hash}";
}
