using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>The status of ResourceClaims. Upstream: <c>pkg/registry/resource/resourceclaim/strategy.go</c>.</summary>
internal sealed class ResourceClaimStatus : StatusOnly
{
    public static new readonly ResourceClaimStatus Instance = new();
    private static readonly FieldPath Results = FieldPath.Of("status", "allocation", "devices", "results");

    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old) =>
        base.PrepareForUpdate(context, document, old).EditMap("status", status => AllocatedDeviceRules.WithoutDeallocated(status, old.Status));

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        if (!ResultsOf(old.Root).Any(r => r.Bool("adminAccess") == true))
        {
            AdminAccess.Check(errors, context, Results, ResultsOf(document));
        }

        ObjectMetaRules.Update(errors, context, document, old);
        ResourceClaimStatusRules.Check(errors, document, old);
    }

    private static IEnumerable<MapValue> ResultsOf(MapValue claim) => (claim.At("status", "allocation", "devices") as MapValue)?.Maps("results") ?? [];
}
