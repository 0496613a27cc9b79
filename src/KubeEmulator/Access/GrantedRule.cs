using KubeEmulator.Access;
using KubeEmulator.Api;
using KubeEmulator.Values;

namespace KubeEmulator;

/// <summary>One rule of a role as a manifest grants it.</summary>
/// <param name="Role">The role, in words.</param>
/// <param name="Namespace">Where it holds; empty everywhere.</param>
/// <param name="Rule">The rule.</param>
internal sealed record GrantedRule(string Role, string Namespace, PolicyRule Rule)
{
    private static readonly UserInfo Anybody = new("", []);

    public bool Allows(UsedRight right) => (Namespace.Length == 0 || (right.Path.Length == 0 && right.Namespace == Namespace)) && Rule.Allows(right.Ask(Anybody));

    /// <summary>The rule in parts of one verb on one resource or path, so that each can be found idle.</summary>
    public IEnumerable<(GrantedRule Rule, string Words)> Parts()
    {
        var document = Rule.Document;
        var where = Namespace.Length == 0 ? "" : $" in namespace {Namespace}";
        foreach (var verb in document.Strings("verbs"))
        {
            foreach (var path in document.Strings("nonResourceURLs"))
            {
                yield return Part(MapValue.Of(("verbs", ListValue.Of(verb)), ("nonResourceURLs", ListValue.Of(path))), $"{verb} {path}");
            }

            foreach (var group in document.Strings("apiGroups"))
            {
                foreach (var resource in document.Strings("resources"))
                {
                    var part = MapValue.Of(("verbs", ListValue.Of(verb)), ("apiGroups", ListValue.Of(group)), ("resources", ListValue.Of(resource)));
                    yield return Part(part.WithOptional("resourceNames", document.List("resourceNames")), $"{verb} {(group.Length == 0 ? resource : $"{resource}.{group}")}{where}");
                }
            }
        }
    }

    private (GrantedRule Rule, string Words) Part(MapValue part, string words) => (this with { Rule = new PolicyRule(part) }, $"{words} ({Role})");
}
