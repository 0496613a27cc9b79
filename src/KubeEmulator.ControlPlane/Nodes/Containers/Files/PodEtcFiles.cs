using System.Net;
using System.Text;

namespace KubeEmulator.Nodes.Containers;

/// <summary>The files that the kubelet writes into every container's /etc, in the words of pkg/kubelet/kubelet_pods.go.</summary>
public static class PodEtcFiles
{
    /// <summary>Writes /etc/hosts, /etc/hostname and /etc/resolv.conf.</summary>
    /// <param name="files">The container's files.</param>
    /// <param name="hostName">The pod's host name.</param>
    /// <param name="domain">The pod's domain, where it has one: its full name is then host name, dot, domain.</param>
    /// <param name="addresses">The pod's addresses.</param>
    /// <param name="aliases">The pod's hostAliases.</param>
    /// <param name="nameServers">The name servers.</param>
    /// <param name="searches">The domains that short names are looked up in.</param>
    /// <param name="options">The resolver's options, such as ndots:5.</param>
    public static void Write(
        VirtualFileSystem files,
        string hostName,
        string domain,
        IReadOnlyList<IPAddress> addresses,
        IReadOnlyList<(string Address, IReadOnlyList<string> Names)> aliases,
        IReadOnlyList<string> nameServers,
        IReadOnlyList<string> searches,
        IReadOnlyList<string> options)
    {
        ArgumentNullException.ThrowIfNull(files);
        files.CreateDirectories("/etc");
        files.WriteAllText("/etc/hostname", hostName + "\n");
        files.WriteAllText("/etc/hosts", Hosts(hostName, domain, addresses, aliases));
        files.WriteAllText("/etc/resolv.conf", ResolverConfiguration(nameServers, searches, options));
    }

    private static string Hosts(string hostName, string domain, IReadOnlyList<IPAddress> addresses, IReadOnlyList<(string Address, IReadOnlyList<string> Names)> aliases)
    {
        var text = new StringBuilder("# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\nfe00::0\tip6-localnet\nfe00::0\tip6-mcastprefix\nfe00::1\tip6-allnodes\nfe00::2\tip6-allrouters\n");
        foreach (var address in addresses)
        {
            text.Append(address).Append('\t').Append(domain.Length > 0 ? $"{hostName}.{domain}\t{hostName}" : hostName).Append('\n');
        }

        if (aliases.Count > 0)
        {
            text.Append("\n# Entries added by HostAliases.\n");
            foreach (var (address, names) in aliases)
            {
                text.Append(address).Append('\t').AppendJoin('\t', names).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string ResolverConfiguration(IReadOnlyList<string> nameServers, IReadOnlyList<string> searches, IReadOnlyList<string> options)
    {
        var text = new StringBuilder();
        if (searches.Count > 0)
        {
            text.Append("search ").AppendJoin(' ', searches).Append('\n');
        }

        foreach (var server in nameServers)
        {
            text.Append("nameserver ").Append(server).Append('\n');
        }

        return options.Count > 0 ? text.Append("options ").AppendJoin(' ', options).Append('\n').ToString() : text.ToString();
    }
}
