@echo off
rem CrossRes on Windows: finds the .NET SDK, builds what changed, runs. The same commands as ./repro; see repro --help.
setlocal
set "root=%~dp0"
set "artifacts=%root%.artifacts"
set DOTNET_NOLOGO=1
set DOTNET_CLI_TELEMETRY_OPTOUT=1
where dotnet >nul 2>nul
if errorlevel 1 (
    echo repro: the .NET 10 SDK is needed and there is no dotnet on PATH 1>&2
    echo repro: get it from https://dotnet.microsoft.com/download/dotnet/10.0 1>&2
    exit /b 1
)
set "project=%root%lib\Repro\Repro.csproj"
set "stamp=%artifacts%\run.stamp"
set "sources='%root%lib'"
if /i "%~1"=="test" (
    set "project=%root%Repro.sln"
    set "stamp=%artifacts%\test.stamp"
    set "sources='%root%lib','%root%tests'"
)
if /i "%~1"=="setup" del "%stamp%" 2>nul
powershell -NoProfile -Command "$s = Get-Item -ErrorAction Ignore '%stamp%'; if (-not $s) { exit 1 }; $n = @(Get-ChildItem -Recurse -File %sources%) + @(Get-Item '%root%*.props','%root%Repro.sln','%root%global.json') | Where-Object { $_.Name -notlike '*.lock.json' -and $_.LastWriteTimeUtc -gt $s.LastWriteTimeUtc }; exit [int]($null -ne $n)"
if not errorlevel 1 goto run
echo repro: building (about a minute the first time) 1>&2
if not exist "%artifacts%" mkdir "%artifacts%"
type nul >"%artifacts%\started"
dotnet build "%project%" -c Release -v quiet --nologo --tl:off -nodeReuse:false -p:UseSharedCompilation=false >"%artifacts%\build.log" 2>&1
if errorlevel 1 (
    findstr /c:"error" "%artifacts%\build.log" 1>&2
    echo repro: the build failed; all of its output is in %artifacts%\build.log 1>&2
    exit /b 1
)
rem what changed during the build is built next time
move /y "%artifacts%\started" "%stamp%" >nul
:run
if /i "%~1"=="setup" (
    echo repro: ready
    exit /b 0
)
dotnet "%artifacts%\bin\Repro\release\repro.dll" %*
exit /b %errorlevel%
