using System.Text.Json;
using System.Text.Json.Serialization;

namespace WebsiteOperator.Kube;

/// <summary>What every Kubernetes object has.</summary>
public abstract class Resource
{
    public string ApiVersion { get; set; } = "";

    public string Kind { get; set; } = "";

    public ObjectMeta Metadata { get; set; } = new();

    public sealed record ObjectMeta
    {
        public string Name { get; init; } = "";

        public string? Namespace { get; init; }

        public string? Uid { get; init; }

        public string? ResourceVersion { get; init; }

        public long Generation { get; init; }

        public DateTime? DeletionTimestamp { get; init; }

        public IReadOnlyList<string>? Finalizers { get; init; }

        public IReadOnlyList<OwnerReference>? OwnerReferences { get; init; }

        /// <summary>What this operator does not look at and must not lose.</summary>
        [JsonExtensionData]
        public Dictionary<string, JsonElement>? Others { get; init; }
    }

    public sealed record OwnerReference(string ApiVersion, string Kind, string Name, string Uid, bool Controller);
}
