using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>The parameters of the API: where they stand and of which type they are.</summary>
internal static class ApiParameters
{
    /// <summary>The parameters of a list or watch.</summary>
    public static readonly string[] List =
    [
        "allowWatchBookmarks", "continue", "fieldSelector", "labelSelector", "limit", "resourceVersion", "resourceVersionMatch",
        "sendInitialEvents", "shardSelector", "timeoutSeconds", "watch",
    ];

    /// <summary>The parameters of a write.</summary>
    public static readonly string[] Write = ["dryRun", "fieldManager", "fieldValidation"];

    /// <summary>The parameters of a deletion.</summary>
    public static readonly string[] Delete =
        ["dryRun", "gracePeriodSeconds", "ignoreStoreReadErrorWithClusterBreakingPotential", "orphanDependents", "propagationPolicy"];

    // The v2 document names its shared parameters by their content, texts included; clients see the names.
    private static readonly Dictionary<string, string> SharedNames = new(StringComparer.Ordinal)
    {
        ["allowWatchBookmarks"] = "allowWatchBookmarks-HC2hJt-J",
        ["continue"] = "continue-QfD61s0i",
        ["fieldManager"] = "fieldManager-Qy4HdaTW",
        ["fieldManager of a patch"] = "fieldManager-7c6nTn1T",
        ["fieldSelector"] = "fieldSelector-xIcQKXFG",
        ["follow"] = "follow-9OIXh_2R",
        ["force"] = "force-tOGGb0Yi",
        ["gracePeriodSeconds"] = "gracePeriodSeconds--K5HaBOS",
        ["ignoreStoreReadErrorWithClusterBreakingPotential"] = "ignoreStoreReadErrorWithClusterBreakingPotential-QbNkfIqj",
        ["insecureSkipTLSVerifyBackend"] = "insecureSkipTLSVerifyBackend-gM00jVbe",
        ["labelSelector"] = "labelSelector-5Zw57w4C",
        ["limit"] = "limit-1NfNmdNH",
        ["limitBytes"] = "limitBytes-zwd1RXuc",
        ["namespace"] = "namespace-vgWSWtn3",
        ["orphanDependents"] = "orphanDependents-uRB25kX5",
        ["ports"] = "ports-91KROJmm",
        ["pretty"] = "pretty-tJGM1-ng",
        ["previous"] = "previous-1jxDPu3y",
        ["propagationPolicy"] = "propagationPolicy-6jk3prlO",
        ["resourceVersion"] = "resourceVersion-5WAnf1kx",
        ["resourceVersionMatch"] = "resourceVersionMatch-t8XhRHeC",
        ["sendInitialEvents"] = "sendInitialEvents-rLXlEK_k",
        ["shardSelector"] = "shardSelector-Kgyki_3_",
        ["sinceSeconds"] = "sinceSeconds-vE2NLdnP",
        ["stream"] = "stream-l-48cgXv",
        ["tailLines"] = "tailLines-9xQLWHMV",
        ["timeoutSeconds"] = "timeoutSeconds-yvYezaOC",
        ["timestamps"] = "timestamps-c17fW1w_",
        ["watch"] = "watch-XNNPZGbK",
    };

    /// <summary>The shared v2 name of a parameter; null where it is written out at each operation.</summary>
    public static string? SharedName(string name, bool ofPatch) => SharedNames.GetValueOrDefault(ofPatch && name == "fieldManager" ? "fieldManager of a patch" : name);

    /// <summary>Every shared v2 parameter by its shared name.</summary>
    public static IEnumerable<(string SharedName, string Name)> Shared() => SharedNames.Select(s => (s.Value, s.Key.Split(' ')[0]));

    /// <summary>A parameter as v2 writes it.</summary>
    public static MapValue V2(string name)
    {
        var parameter = Place(name);
        parameter.Set("type", TypeOf(name));
        parameter.Set("uniqueItems", true);
        return parameter.Build();
    }

    /// <summary>A parameter as v3 writes it.</summary>
    public static MapValue V3(string name)
    {
        var parameter = Place(name);
        parameter.Set("schema", MapValue.Of(("type", TypeOf(name)), ("uniqueItems", true)));
        return parameter.Build();
    }

    // {path} stands in a path, path in the query of a proxy without one.
    private static MapBuilder Place(string name)
    {
        var inPath = name is "name" or "namespace" or "{path}";
        var place = new MapBuilder { { "name", name.Trim('{', '}') }, { "in", inPath ? "path" : "query" } };
        place["required"] = inPath ? BoolValue.True : null;
        return place;
    }

    private static string TypeOf(string name) => name switch
    {
        "limit" or "timeoutSeconds" or "gracePeriodSeconds" or "limitBytes" or "sinceSeconds" or "tailLines" or "ports" => "integer",
        "allowWatchBookmarks" or "sendInitialEvents" or "watch" or "orphanDependents" or "force" or "follow" or "previous" or "timestamps"
            or "ignoreStoreReadErrorWithClusterBreakingPotential" or "insecureSkipTLSVerifyBackend" or "stdin" or "stdout" or "stderr" or "tty" => "boolean",
        _ => "string",
    };
}
