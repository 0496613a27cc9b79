using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary><c>pods/status</c>: what kubelets report. They once garbled owners and quality of service, so those stay.</summary>
internal sealed class PodStatusSubresource : StatusBehavior
{
    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old)
    {
        document = base.PrepareForUpdate(context, document, old);
        var status = document.Map("status") ?? MapValue.Empty;
        if (status.StringOrEmpty("qosClass").Length == 0)
        {
            status = status.WithOptional("qosClass", old.Status["qosClass"]);
        }

        status = KeepGenerations(status, old.Status);
        return document.With("status", status).EditMap("metadata", m => m.WithOptional("ownerReferences", old.Metadata.Root["ownerReferences"]));
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.Update(errors, context, document, old);
        PodStatusRules.Check(errors, document, old, StoredPodFaults.OfStatus(old.Metadata.Root));
    }

    public override void Warn(WriteContext context, MapValue document, KubeObject old, Action<string> warn)
    {
        foreach (var member in (ReadOnlySpan<string>)["podIPs", "hostIPs"])
        {
            var index = 0;
            foreach (var ip in document.Map("status")?.Maps(member) ?? [])
            {
                if (IpRules.WarnIp(FieldPath.Of("status", member).Index(index++).Child("ip"), ip.StringOrEmpty("ip")) is { } warning)
                {
                    warn(warning);
                }
            }
        }
    }

    // A writer that does not know observedGeneration does not clear it.
    private static MapValue KeepGenerations(MapValue status, MapValue old)
    {
        if ((status.Integer("observedGeneration") ?? 0) == 0)
        {
            status = status.WithOptional("observedGeneration", old["observedGeneration"]);
        }

        if (!status.Maps("conditions").Any(c => (c.Integer("observedGeneration") ?? 0) == 0))
        {
            return status;
        }

        var known = old.Maps("conditions").GroupBy(c => c.StringOrEmpty("type"), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => new Queue<Value?>(g.Select(c => c["observedGeneration"])), StringComparer.Ordinal);
        return status.EditMaps("conditions", condition =>
        {
            var before = known.TryGetValue(condition.StringOrEmpty("type"), out var queue) && queue.TryDequeue(out var generation) ? generation : null;
            return (condition.Integer("observedGeneration") ?? 0) == 0 ? condition.WithOptional("observedGeneration", before) : condition;
        });
    }
}
