using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Controllers.Cluster;

/// <summary>What is to be done with the EndpointSlices of one owner.</summary>
internal sealed class SlicePlan
{
    /// <summary>Documents of slices to create.</summary>
    public List<MapValue> Create { get; } = [];

    /// <summary>Slices as they are to be.</summary>
    public List<KubeObject> Update { get; } = [];

    /// <summary>Slices that nobody needs.</summary>
    public List<KubeObject> Delete { get; } = [];

    /// <summary>Uses slices that would be deleted instead of creating others, so that two writes become one.</summary>
    public void Recycle()
    {
        for (var i = 0; i < Delete.Count && Create.Count > 0;)
        {
            var (old, wanted) = (Delete[i], Create[^1]);
            if (old.Root["addressType"] != wanted["addressType"])
            {
                i++;
                continue;
            }

            Create.RemoveAt(Create.Count - 1);
            Delete.RemoveAt(i);
            var metadata = old.Metadata.Root
                .WithOptional("labels", wanted.At("metadata", "labels"))
                .WithOptional("annotations", wanted.At("metadata", "annotations"))
                .WithOptional("ownerReferences", wanted.At("metadata", "ownerReferences"));
            Update.Add(old.With(old.Root.With("metadata", metadata).WithOptional("endpoints", wanted["endpoints"]).WithOptional("ports", wanted["ports"])));
        }
    }

    /// <summary>A text that is the same for the same ports in any order.</summary>
    public static string PortKey(IEnumerable<MapValue> ports) => string.Join('\n', ports
        .Select(p => $"{p.StringOrEmpty("name")}|{p.StringOrEmpty("protocol")}|{p.Integer("port")}|{p.String("appProtocol")}")
        .Order(StringComparer.Ordinal));

    /// <summary>What makes an endpoint the same as another: its addresses and what stands behind them.</summary>
    public static string EndpointKey(MapValue endpoint) =>
        $"{string.Join(',', endpoint.Strings("addresses").Order(StringComparer.Ordinal))}|{endpoint.StringAt("targetRef", "namespace")}/{endpoint.StringAt("targetRef", "name")}";

    /// <summary>The prefix of the slices' names.</summary>
    public static string NamePrefix(string owner) => NameRules.CheckDns1123Subdomain(NameRules.MaskTrailingDash(owner + "-")).Count == 0 ? owner + "-" : owner;
}
