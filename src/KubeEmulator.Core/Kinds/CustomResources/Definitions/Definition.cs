using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>A CustomResourceDefinition as its readers see it.</summary>
internal readonly record struct Definition(MapValue Root)
{
    public const string CleanupFinalizer = "customresourcecleanup.apiextensions.k8s.io";

    public static readonly GroupResource Resource = new("apiextensions.k8s.io", "customresourcedefinitions");

    public MapValue Spec => Root.Map("spec") ?? MapValue.Empty;

    public MapValue Status => Root.Map("status") ?? MapValue.Empty;

    public string Name => Root.StringAt("metadata", "name") ?? "";

    public string Group => Spec.StringOrEmpty("group");

    public bool Namespaced => Spec.StringOrEmpty("scope") == "Namespaced";

    public MapValue Names => Spec.Map("names") ?? MapValue.Empty;

    public MapValue AcceptedNames => Status.Map("acceptedNames") ?? MapValue.Empty;

    public IEnumerable<MapValue> Versions => Spec.Maps("versions");

    public MapValue? StorageVersion => Versions.FirstOrDefault(v => v.Bool("storage") == true);

    public bool PreserveUnknownFields => Spec.Bool("preserveUnknownFields") == true;

    public bool IsDeleting => Root.StringAt("metadata", "deletionTimestamp") is not null;

    public bool HasCleanupFinalizer => Root.Map("metadata")!.Strings("finalizers").Contains(CleanupFinalizer);

    public bool Is(string condition) => Conditions.Find(Root, condition) is { } found && found.StringOrEmpty("status") == "True";

    /// <summary>The conditions of a definition's status; apiextensions' <c>pkg/apihelpers/helpers.go</c>.</summary>
    internal static class Conditions
    {
        public static MapValue? Find(MapValue root, string type) =>
            root.Map("status")?.Maps("conditions").FirstOrDefault(c => c.StringOrEmpty("type") == type);

        /// <summary>The document with a condition set; the time of its last transition changes only with its status.</summary>
        public static MapValue Set(MapValue root, string type, string status, string reason, string message, string now)
        {
            var status0 = root.Map("status") ?? MapValue.Empty;
            var list = status0.List("conditions") ?? ListValue.Empty;
            var old = Find(root, type);
            var since = old is not null && old.StringOrEmpty("status") == status ? old.String("lastTransitionTime") ?? now : now;
            var made = MapValue.Of(("type", type), ("status", status), ("lastTransitionTime", since), ("reason", reason), ("message", message));
            var conditions = old is null
                ? ListValue.From(list.Append(made))
                : list.Edit(c => ReferenceEquals(c, old) ? made : c);
            return root.With("status", status0.With("conditions", conditions));
        }
    }
}
