using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using static KubeEmulator.Tests.CustomResources.ModelAttributes;

namespace KubeEmulator.Tests.CustomResources;

/// <summary>A model with a property of every sort.</summary>
[KubernetesEntity(Group = "example.com")]
internal sealed class SchemaModel
{
    public enum Level
    {
        Low,

        [JsonStringEnumMemberName("very-high")]
        High,
    }

    public string Text { get; set; } = "";

    public string? MaybeText { get; set; }

    public int Number { get; set; }

    public int? MaybeNumber { get; set; }

    public long Long { get; set; }

    public float Single { get; set; }

    public double Double { get; set; }

    public decimal Money { get; set; }

    public bool Flag { get; set; }

    public DateTime Time { get; set; }

    public DateTimeOffset? MaybeTime { get; set; }

    public Guid Id { get; set; }

    public Uri Link { get; set; } = new("https://example.com");

    public byte[] Bytes { get; set; } = [];

    public Level Height { get; set; }

    public Level? MaybeHeight { get; set; }

    public IntOrString Port { get; set; } = new();

    public ResourceQuantity Memory { get; set; } = new();

    public V1ObjectMeta TemplateMetadata { get; set; } = new();

    public string[] Texts { get; set; } = [];

    public List<int?> Numbers { get; set; } = [];

    public IReadOnlySet<string> Names { get; set; } = new HashSet<string>();

    public Dictionary<string, string> Labels { get; set; } = [];

    public IReadOnlyDictionary<string, Part> Parts { get; set; } = new Dictionary<string, Part>();

    public IList<Part> PartList { get; set; } = [];

    public Part Nested { get; set; } = new("");

    public object Anything { get; set; } = new();

    public JsonNode? Node { get; set; }

    public JsonElement Element { get; set; }

    [JsonPropertyName("URL")]
    public string Renamed { get; set; } = "";

    [Ignore]
    public TimeSpan Left { get; set; }

    [JsonIgnore]
    public TimeSpan LeftToo { get; set; }

    [PreserveUnknownFields]
    public Tree Opaque { get; set; } = new();

    [PreserveUnknownFields]
    public Part Open { get; set; } = new("");

    [EmbeddedResource]
    public object Embedded { get; set; } = new();

    [Description("How many."), Required, RangeMinimum(1), RangeMaximum(9.5, true), MultipleOf(0.5), DefaultValue(2.5)]
    public double Sized { get; set; }

    [Length(2, 42), Pattern("^[a-z]+$"), Format("hostname"), ExternalDocs("https://example.com/docs", "More.")]
    public string Word { get; set; } = "";

    [Length(maxLength: 3)]
    public string Brief { get; set; } = "";

    [Items(1, 3), XListType(XListType.Map), XListMapKeys("name"), DefaultValue("""[{"name":"a"}]""", Json = true)]
    public List<Part> Keyed { get; set; } = [];

    [EnumValues(30, 60), ValidationRule("self != 45", message: "not 45", reason: "FieldValueForbidden"), Format(null)]
    public int Chosen { get; set; }

    /// <summary>A record as a part.</summary>
    [Description("A part."), ValidationRule("self.name != 'x'")]
    internal sealed record Part([property: Required] string Name, int Count = 1);

    /// <summary>What contains itself.</summary>
    internal sealed class Tree
    {
        public List<Tree> Branches { get; set; } = [];
    }

    internal sealed class IntOrString;

    internal sealed class ResourceQuantity;

    internal sealed class V1ObjectMeta
    {
        public string? Name { get; set; }
    }
}
