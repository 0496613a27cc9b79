using KubeEmulator.Api;

namespace KubeEmulator;

/// <summary>Users by name, with the groups that authentication would give them.</summary>
internal static class UserNames
{
    private const string ServiceAccountPrefix = "system:serviceaccount:";

    public static UserInfo Of(string name, IReadOnlyList<string> groups)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name == UserInfo.Anonymous.Name)
        {
            return UserInfo.Anonymous with { Groups = [.. groups.Concat(UserInfo.Anonymous.Groups).Distinct()] };
        }

        IEnumerable<string> own = name.StartsWith(ServiceAccountPrefix, StringComparison.Ordinal) ? ServiceAccount(name).Groups
            : name.StartsWith("system:node:", StringComparison.Ordinal) ? ["system:nodes", "system:authenticated"]
            : ["system:authenticated"];
        return new UserInfo(name, [.. groups.Concat(own).Distinct()]);
    }

    private static UserInfo ServiceAccount(string name) => name[ServiceAccountPrefix.Length..].Split(':') is [{ Length: > 0 } space, { Length: > 0 } account]
        ? UserInfo.ServiceAccount(space, account)
        : throw new ArgumentException($"{name} is no service account: {ServiceAccountPrefix}NAMESPACE:NAME");
}
