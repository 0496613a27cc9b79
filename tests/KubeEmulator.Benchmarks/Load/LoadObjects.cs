using KubeEmulator.Values;

namespace KubeEmulator.Benchmarks.Load;

/// <summary>What the load writes: custom resources or ConfigMaps of about 0.7 KB, as a plain cluster would hold them.</summary>
internal sealed record LoadObjects(string Resource, string Path, string ApiVersion, string Kind)
{
    /// <summary>The definition of the custom resource.</summary>
    public const string Definition = """
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"gadgets.load.example"},"spec":{"group":"load.example","scope":"Namespaced",
        "names":{"kind":"Gadget","plural":"gadgets"},"versions":[{"name":"v1","served":true,"storage":true,"subresources":{"status":{}},"schema":{"openAPIV3Schema":{"type":"object","properties":{
        "spec":{"type":"object","properties":{"size":{"type":"integer","minimum":0},"colour":{"type":"string","maxLength":64},"text":{"type":"string"},"parts":{"type":"array","items":{"type":"object","required":["name"],
        "properties":{"name":{"type":"string"},"count":{"type":"integer"}}},"x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["name"]}}},"status":{"type":"object",
        "properties":{"phase":{"type":"string"}}}}}}}]}}
        """;

    private static readonly string Filler = new('x', 220);

    public static LoadObjects Gadgets { get; } = new("gadgets", "apis/load.example/v1/namespaces/default/gadgets", "load.example/v1", "Gadget");

    public static LoadObjects ConfigMaps { get; } = new("configmaps", "api/v1/namespaces/default/configmaps", "v1", "ConfigMap");

    private bool IsConfigMap => Kind == "ConfigMap";

    /// <summary>An object's body; another colour makes an update that changes something.</summary>
    public byte[] Body(string name, int colour) => MapValue.Of(
        ("apiVersion", ApiVersion),
        ("kind", Kind),
        ("metadata", MapValue.Of(("name", name), ("namespace", "default"), ("labels", MapValue.Of(("app", "load"), ("colour", $"c{colour % 10}"))))),
        (IsConfigMap ? "data" : "spec", Content(colour, full: true))).ToUtf8Bytes();

    /// <summary>A merge patch.</summary>
    public byte[] Patch(int colour) => MapValue.Of((IsConfigMap ? "data" : "spec", Content(colour, full: false))).ToUtf8Bytes();

    private MapValue Content(int colour, bool full)
    {
        var content = new MapBuilder { { "colour", $"c{colour}" } };
        if (full)
        {
            content["text"] = Filler;
            if (!IsConfigMap)
            {
                content["size"] = 3;
                content["parts"] = ListValue.Of(MapValue.Of(("name", "one"), ("count", 1)), MapValue.Of(("name", "two"), ("count", 2)));
            }
        }

        return content.Build();
    }
}
