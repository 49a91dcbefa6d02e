using WallboxMqtt.Bridge.Cli;

return await CommandLine.RunAsync(args);
