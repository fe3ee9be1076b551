import {parseDocument,LineCounter,Lexer,Parser} from 'yaml';
function depth(s){const p=new Parser();const l=new Lexer();let off=0;for(const x of l.lex(s)){for(const _ of p.next(x));if(p.stack.length>200)return p.offset;}return -1}
const t=(n,s)=>{const t0=performance.now();const at=depth(s);const t1=performance.now();if(at>=0)return console.log(n,s.length,'deep at',at,Math.round(t1-t0)+'ms');const lc=new LineCounter();let r;try{const d=parseDocument(s,{prettyErrors:false,lineCounter:lc,stringKeys:true,version:'1.2',schema:'core',resolveKnownTags:false,merge:false,logLevel:'error'});r=d.errors.length+' '+d.errors[0]?.code}catch(e){r='THROW '+e.name+e.message.slice(0,80)};console.log(n,s.length,'pre',Math.round(t1-t0),Math.round(performance.now()-t1)+'ms',r)};
t('ok','a: [[[[1]]]]\nb:\n - - - x\n');
for(const k of [20000,200000]){t('[',' ['.repeat(k));t('-','- '.repeat(k));t('{','{a: '.repeat(k));t('?','? '.repeat(k));}
let s='';for(let i=0;i<2000;i++)s+=' '.repeat(i)+'a:\n';t('indent',s);
t('errs','a: b: c\n'.repeat(20000));t('keys',Array.from({length:20000},(_,i)=>`k${i}: 1`).join('\n'));
t('quot','"'.repeat(100000)); t('long','a: '+'x'.repeat(4e6)); t('items','- a\n'.repeat(500000)); t('anch',Array.from({length:20000},(_,i)=>`- &a${i} 1`).join('\n'));
t('spaces','a:'+' '.repeat(2e6)+'b');t('nl','a: "'+'\n'.repeat(2e6)+'"');t('comments','#\n'.repeat(1e6));t(']]',']'.repeat(20000));t('tags','- !!str a\n'.repeat(100000));t('colons',':'.repeat(100000));t('amp','&'.repeat(100000));t('dirs','%a\n'.repeat(50000));t('blk','a: |\n'+(' x\n').repeat(500000));t('docs','---\n'.repeat(100000));t('commas','['+','.repeat(100000)+']');t('fold','a: >\n'+(' x\n\n').repeat(300000));t('plain','a: '+('x\n ').repeat(300000));
t('keys2',Array.from({length:100000},(_,i)=>`k${i}: 1`).join('\n'));
