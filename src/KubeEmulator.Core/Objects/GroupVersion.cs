namespace KubeEmulator.Objects;

/// <summary>An API group and version; written <c>v1</c> for the core group and <c>apps/v1</c> elsewhere.</summary>
public readonly record struct GroupVersion(string Group, string Version)
{
    /// <summary>Reads an <c>apiVersion</c>; everything before the slash is the group.</summary>
    public static GroupVersion Parse(string apiVersion)
    {
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? new GroupVersion("", apiVersion) : new GroupVersion(apiVersion[..slash], apiVersion[(slash + 1)..]);
    }

    /// <summary>The <c>apiVersion</c>.</summary>
    public override string ToString() => Group.Length == 0 ? Version : $"{Group}/{Version}";
}
