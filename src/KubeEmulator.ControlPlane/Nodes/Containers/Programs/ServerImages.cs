using System.Collections.Immutable;
using KubeEmulator.Nodes.Containers.Commands;
using KubeEmulator.Nodes.Containers.Images;

namespace KubeEmulator.Nodes.Containers.Programs;

/// <summary>The images that serve something.</summary>
internal static class ServerImages
{
    private const string NginxPage = "<!DOCTYPE html>\n<html>\n<head>\n<title>Welcome to nginx!</title>\n</head>\n<body>\n<h1>Welcome to nginx!</h1>\n<p>If you see this page, the nginx web server is successfully installed and\nworking. Further configuration is required.</p>\n</body>\n</html>\n";

    private static readonly ImmutableDictionary<string, string> PathOnly = ImmutableDictionary<string, string>.Empty.Add("PATH", CommandSearch.DefaultPath);

    public static ProgramEntry Nginx { get; } = new("nginx", () => new ShellProgram(), new ImageConfig
    {
        Entrypoint = ["/docker-entrypoint.sh"],
        Command = ["nginx", "-g", "daemon off;"],
        Environment = PathOnly.Add("NGINX_VERSION", "1.27.2"),
        StopSignal = ContainerSignal.Quit,
        Files = files =>
        {
            ImageTree.Debian(files);
            ImageTree.Binary(files, "/usr/sbin/nginx", "nginx");
            ImageTree.Binary(files, "/docker-entrypoint.sh", "entrypoint");
            files.CreateDirectories("/etc/nginx/conf.d");
            files.CreateDirectories("/usr/share/nginx/html");
            files.CreateDirectories("/var/log/nginx");
            ImageTree.Text(files, "/etc/nginx/nginx.conf", "user  nginx;\nworker_processes  auto;\n\nevents {\n    worker_connections  1024;\n}\n\nhttp {\n    include       /etc/nginx/conf.d/*.conf;\n}\n");
            ImageTree.Text(files, "/etc/nginx/conf.d/default.conf", "server {\n    listen       80;\n    server_name  localhost;\n\n    location / {\n        root   /usr/share/nginx/html;\n        index  index.html index.htm;\n    }\n}\n");
            ImageTree.Text(files, "/usr/share/nginx/html/index.html", NginxPage);
        },
    }) { OnlyWaits = command => command is ["/docker-entrypoint.sh", "nginx", "-g", "daemon off;"] };

    public static ProgramEntry Httpd { get; } = new("httpd", () => new ShellProgram(), new ImageConfig
    {
        Command = ["httpd-foreground"],
        Environment = PathOnly.SetItem("PATH", "/usr/local/apache2/bin:" + CommandSearch.DefaultPath),
        WorkingDirectory = "/usr/local/apache2",
        StopSignal = ContainerSignal.Term,
        Files = files =>
        {
            ImageTree.Debian(files);
            ImageTree.Binary(files, "/usr/local/bin/httpd-foreground", "httpd-foreground");
            files.CreateDirectories("/usr/local/apache2/htdocs");
            files.CreateDirectories("/usr/local/apache2/bin");
            ImageTree.Text(files, "/usr/local/apache2/htdocs/index.html", "<html><body><h1>It works!</h1></body></html>\n");
        },
    }) { OnlyWaits = command => command is ["httpd-foreground"] };

    public static ProgramEntry Agnhost { get; } = new("agnhost", () => new ShellProgram(), new ImageConfig
    {
        Entrypoint = ["/agnhost"],
        Command = ["pause"],
        Environment = PathOnly,
        Files = files =>
        {
            ImageTree.BusyBox(files);
            ImageTree.Binary(files, "/agnhost", "agnhost");
            ImageTree.Binary(files, "/agnhost-2", "agnhost");
            files.CreateDirectory("/uploads");
        },
    }) { OnlyWaits = command => command is ["/agnhost", "pause"] };
}
