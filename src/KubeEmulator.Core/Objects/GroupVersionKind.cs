namespace KubeEmulator.Objects;

/// <summary>A kind in one version of its group: what <c>apiVersion</c> and <c>kind</c> of a document say.</summary>
public readonly record struct GroupVersionKind(string Group, string Version, string Kind)
{
    /// <summary>The kind without its version.</summary>
    public GroupKind GroupKind => new(Group, Kind);

    /// <summary>The group and version.</summary>
    public GroupVersion GroupVersion => new(Group, Version);

    /// <summary>The <c>apiVersion</c>.</summary>
    public string ApiVersion => GroupVersion.ToString();

    /// <summary><c>apps/v1, Kind=Deployment</c>; <c>/v1, Kind=Pod</c> for the core group, as in Kubernetes' messages.</summary>
    public override string ToString() => $"{Group}/{Version}, Kind={Kind}";
}
