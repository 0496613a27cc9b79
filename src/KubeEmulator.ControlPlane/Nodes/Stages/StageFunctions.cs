using System.Globalization;
using KubeEmulator.Nodes.Stages.Templates;
using KubeEmulator.Nodes.Stages.Templates.Functions;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Stages;

/// <summary>The functions that templates of Stages may call: Go's, the part of sprig that needs no mutable maps, KWOK's own.</summary>
internal static class StageFunctions
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    // Those that need a cluster; kwok gives them to its controllers (pod_controller.go, node_controller.go).
    private static readonly string[] OfTheCluster = ["NodeIP", "NodeName", "NodePort", "PodIP", "NodeIPWith", "NodeIPsWith", "PodIPWith", "PodIPsWith", "randInt", "randAlphaNum", "uuidv4"];

    /// <summary>All names.</summary>
    public static IReadOnlySet<string> Names { get; } = TemplateFunctions.Lazy
        .Concat(Common.SelectMany(set => set.Keys)).Concat(KwokFunctions.At(() => default, default).Keys).Concat(OfTheCluster).ToHashSet(StringComparer.Ordinal);

    private static IReadOnlyDictionary<string, Func<IReadOnlyList<Value>, Value>>[] Common =>
        [BuiltinFunctions.All, TextFunctions.All, NumberFunctions.All, CollectionFunctions.All];

    /// <summary>The functions with those of a cluster, or with others in their place.</summary>
    public static TemplateFunctions With(Func<DateTimeOffset> now, DateTimeOffset start, params IReadOnlyDictionary<string, Func<IReadOnlyList<Value>, Value>>[] more) =>
        new([.. Common, KwokFunctions.At(now, start), .. more]);

    /// <summary>sprig's functions of chance, over the cluster's.</summary>
    public static IReadOnlyDictionary<string, Func<IReadOnlyList<Value>, Value>> Chance(Func<ulong> next) => new Dictionary<string, Func<IReadOnlyList<Value>, Value>>(StringComparer.Ordinal)
    {
        ["randInt"] = a => a.Integer(1) > a.Integer(0) ? a.Integer(0) + (long)(next() % (ulong)(a.Integer(1) - a.Integer(0))) : throw new TemplateException("the second number must be larger than the first"),
        ["randAlphaNum"] = a => string.Create(Math.Clamp(a.Count(0), 0, 1000), next, static (text, next) =>
        {
            foreach (ref var c in text)
            {
                c = Letters[(int)(next() % (ulong)Letters.Length)];
            }
        }),
        ["uuidv4"] = _ => Uuid(next),
    };

    private static string Uuid(Func<ulong> next)
    {
        var digits = string.Create(CultureInfo.InvariantCulture, $"{next():x16}{next():x16}").ToCharArray();
        (digits[12], digits[16]) = ('4', "89ab"["0123456789abcdef".IndexOf(digits[16], StringComparison.Ordinal) % 4]);
        var text = new string(digits);
        return $"{text[..8]}-{text[8..12]}-{text[12..16]}-{text[16..20]}-{text[20..]}";
    }
}
