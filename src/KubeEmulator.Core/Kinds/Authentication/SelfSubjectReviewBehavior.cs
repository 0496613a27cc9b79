using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>SelfSubjectReview: who the server takes the asker for. Upstream: <c>pkg/registry/authentication/selfsubjectreview</c>.</summary>
internal sealed class SelfSubjectReviewBehavior : KindBehavior
{
    public override bool IsStored => false;

    public override ValueTask<MapValue> CreateVirtualAsync(WriteContext context, MapValue document) => ValueTask.FromResult(MapValue.Of(
        ("kind", document["kind"]!),
        ("apiVersion", document["apiVersion"]!),
        ("metadata", MapValue.Of(("creationTimestamp", context.Now))),
        ("status", MapValue.Of(("userInfo", UserDocuments.Of(context.Request.User))))));
}
