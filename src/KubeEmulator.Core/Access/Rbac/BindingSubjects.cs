using System.Runtime.CompilerServices;
using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Access;

/// <summary>The subjects of a binding, parsed once per version of the object. Upstream: <c>pkg/registry/rbac/validation/rule.go</c>.</summary>
internal sealed class BindingSubjects
{
    private static readonly ConditionalWeakTable<KubeObject, BindingSubjects> Cache = [];
    private readonly (string Kind, string User, string Text)[] _subjects;

    private BindingSubjects(KubeObject binding)
    {
        RoleKind = binding.Root.StringAt("roleRef", "kind") ?? "";
        RoleName = binding.Root.StringAt("roleRef", "name") ?? "";
        _subjects = [.. binding.Root.Maps("subjects").Select(subject => Read(subject, binding.Namespace))];
    }

    public string RoleKind { get; }

    public string RoleName { get; }

    public static BindingSubjects Of(KubeObject binding) => Cache.GetValue(binding, static b => new BindingSubjects(b));

    /// <summary>The first subject that is the user or one of the groups, in words; null where none is.</summary>
    public string? Find(UserInfo user)
    {
        foreach (var (kind, name, text) in _subjects)
        {
            if (kind == "Group" ? user.Groups.Contains(name) : kind.Length > 0 && user.Name == name)
            {
                return text;
            }
        }

        return null;
    }

    private static (string Kind, string User, string Text) Read(MapValue subject, string bindingNamespace)
    {
        var (kind, name) = (subject.StringOrEmpty("kind"), subject.StringOrEmpty("name"));
        switch (kind)
        {
            case "User" or "Group":
                return (kind, name, $"{kind} {GoText.Quote(name)}");
            case "ServiceAccount":
                var space = subject.String("namespace") is { Length: > 0 } own ? own : bindingNamespace;
                return space.Length == 0 ? ("", "", "") : (kind, $"system:serviceaccount:{space}:{name}", $"{kind} {GoText.Quote($"{name}/{space}")}");
            default:
                return ("", "", "");
        }
    }
}
